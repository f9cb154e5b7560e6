package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.broadcastTo;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * The sum down to a shape that broadcasts to the primal's; the transpose of {@link BroadcastTo}, and the pullback of every
 * repetition.
 *
 * <pre>
 * primal    x          of a shape that the one wanted broadcasts to
 * output    y          the sums over all axes along which the wanted shape is repeated
 * pullback  x̄ = ȳ      repeated
 * </pre>
 *
 * @param shape the shape wanted
 */
public record SumTo(Shape shape) implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Reductions.sumTo(x, shape);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return broadcastTo(yBar, x.shape());
    }
}
