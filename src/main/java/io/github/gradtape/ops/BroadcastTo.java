package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.sumTo;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * Repetition along new axes and along axes of extent 1, by NumPy's rule; the transpose of {@link SumTo}.
 *
 * <pre>
 * primal    x          of a shape that broadcasts to the one wanted
 * output    y          x, repeated
 * pullback  x̄ = ȳ      summed over the repeated axes
 * </pre>
 *
 * @param shape the shape wanted
 */
public record BroadcastTo(Shape shape) implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.broadcast(x, shape);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return sumTo(yBar, x.shape());
    }
}
