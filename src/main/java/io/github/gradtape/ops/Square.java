package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The square, element by element: cheaper than a product of a node with itself or a power.
 *
 * <pre>
 * primal    x
 * output    y = x²
 * pullback  x̄ = 2 ȳ ⊙ x
 * </pre>
 */
public record Square() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, value -> value * value);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, multiply(Node.constant(2), x));
    }
}
