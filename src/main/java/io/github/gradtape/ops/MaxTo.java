package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * The largest value down to a shape that broadcasts to the primal's, as {@link SumTo} sums down to it.
 *
 * <pre>
 * primal    x          of a shape that the one wanted broadcasts to
 * output    y          the largest values along all axes along which the wanted shape is repeated
 * pullback  x̄ = ȳ / n  where x = y, n being the number of such places for an element of y;  0 elsewhere
 * </pre>
 *
 * <p>Ties, where there is no derivative, share the cotangent evenly. An infinite or NaN ȳ does not leak to where x is not the
 * largest. A NaN counts as larger than any number: the output is NaN, and the cotangent goes there. The largest of no elements is refused.
 *
 * @param shape the shape wanted
 */
public record MaxTo(Shape shape) implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Reductions.maxTo(x, shape);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        Tensor isLargest =
                Elementwise.zip(x.value(), y.value(), (value, largest) -> Maximum.compare(value, largest) == 0 ? 1 : 0);
        Node share = divide(yBar, Node.constant(Reductions.sumTo(isLargest, shape)));
        return where(Node.constant(isLargest), share, Node.constant(0));
    }
}
