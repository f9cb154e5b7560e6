package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.slice;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Tensor;

/**
 * Zeros added before and after along one axis; the transpose of {@link Slice}.
 *
 * <pre>
 * primal    x
 * output    y[…, before + i, …] = x[…, i, …],  0 elsewhere
 * pullback  x̄ = ȳ                              without what stands at the zeros
 * </pre>
 *
 * @param axis the axis, negative to count from the end
 * @param before how many zeros in front
 * @param after how many zeros behind
 */
public record Pad(int axis, int before, int after) implements UnaryOp {

    /**
     * The padding by numbers of zeros.
     *
     * @param axis the axis
     * @param before how many in front
     * @param after how many behind
     * @throws IllegalArgumentException if a number is negative
     */
    public Pad {
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "Pad: before and after must not be negative, were before = " + before + " and after = " + after);
        }
    }

    @Override
    public Tensor evaluate(Tensor x) {
        return Layout.pad(x, axis, before, after);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return slice(yBar, axis, before, before + x.shape().extent(axis));
    }
}
