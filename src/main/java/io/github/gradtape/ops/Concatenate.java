package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.slice;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Tensor;

/**
 * Tensors joined end to end along an axis.
 *
 * <pre>
 * primals    x₁ … xₙ   at least one; their shapes differ along the axis at most
 * output     y         x₁, then x₂, … along the axis
 * pullbacks  x̄ₖ = ȳ    from where xₖ stands
 * </pre>
 *
 * <p>A primal may be empty along the axis.
 *
 * @param axis the axis, negative to count from the end
 */
public record Concatenate(int axis) implements Op {

    @Override
    public Tensor evaluate(Tensor... parts) {
        return Layout.concatenate(axis, parts);
    }

    @Override
    public Node pullback(int part, Node yBar, Node y, Node... parts) {
        int from = 0;
        for (int earlier = 0; earlier < part; earlier++) {
            from += parts[earlier].shape().extent(axis);
        }
        return slice(yBar, axis, from, from + parts[part].shape().extent(axis));
    }
}
