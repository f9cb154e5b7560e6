package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.scatterAdd;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Tensor;

/**
 * Elements picked along an axis by indices that are data; the transpose of {@link ScatterAdd}.
 *
 * <pre>
 * primals    x, k      k: whole numbers within x's extent along the axis, of x's extents along the others; no gradient
 * output     y[…, i, …] = x[…, k[…, i, …], …],  of the shape of k
 * pullback   x̄[…, k[…, i, …], …] = Σ ȳ[…, i, …],  0 where no index points
 * </pre>
 *
 * <p>The cotangents of repeated indices add up.
 *
 * @param axis the axis, negative to count from the end
 */
public record Gather(int axis) implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        if (primals.length != 2) {
            throw new IllegalArgumentException("takes 2 primals, values and indices, was given " + primals.length);
        }
        return Indexing.gather(primals[0], axis, primals[1]);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0;
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return scatterAdd(yBar, axis, primals[1], primals[0].shape().extent(axis));
    }
}
