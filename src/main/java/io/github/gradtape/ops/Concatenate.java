package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.concatenate;
import static io.github.gradtape.ops.Ops.named;
import static io.github.gradtape.ops.Ops.reshape;
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

    static Node alongNewAxis(int axis, Node... parts) {
        Node[] units = new Node[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].shape().equals(parts[0].shape())) {
                throw new IllegalArgumentException("stack needs one shape: part 0 has shape " + parts[0].shape()
                        + ", part " + i + " has shape " + parts[i].shape());
            }
            units[i] = reshape(parts[i], named("stack", parts[i].shape(), shape -> shape.inserting(axis, 1)));
        }
        return concatenate(axis, units);
    }

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
