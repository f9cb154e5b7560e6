package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.gather;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Tensor;

/**
 * Elements added up at given places along an axis; the transpose of {@link Gather}.
 *
 * <pre>
 * primals    u, k      updates; whole numbers from 0 to extent − 1, of the same shape, without gradient
 * output     y[…, k[…, i, …], …] = Σ u[…, i, …],  0 where no index points
 * pullback   ū[…, i, …] = ȳ[…, k[…, i, …], …]
 * </pre>
 *
 * <p>Updates of one place add up.
 *
 * @param axis the axis, negative to count from the end
 * @param extent the extent of the output along the axis
 */
public record ScatterAdd(int axis, int extent) implements Op {

    /**
     * The addition into zeros along an axis.
     *
     * @param axis the axis
     * @param extent the extent of the output there
     * @throws IllegalArgumentException if the extent is negative
     */
    public ScatterAdd {
        if (extent < 0) {
            throw new IllegalArgumentException("ScatterAdd: extent must not be negative, was " + extent);
        }
    }

    @Override
    public Tensor evaluate(Tensor... primals) {
        if (primals.length != 2) {
            throw new IllegalArgumentException("takes 2 primals, updates and indices, was given " + primals.length);
        }
        return Indexing.scatterAdd(primals[0], axis, primals[1], extent);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0;
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return gather(yBar, axis, primals[1]);
    }
}
