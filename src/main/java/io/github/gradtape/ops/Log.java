package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.divide;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The natural logarithm, element by element.
 *
 * <pre>
 * primal    x          not negative
 * output    y = log x
 * pullback  x̄ = ȳ / x
 * </pre>
 *
 * <p>The logarithm of 0 is −∞, that of a negative number NaN. Nothing is added to x to avoid this: such a guard makes every
 * gradient near 0 wrong.
 */
public record Log() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::log);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return divide(yBar, x);
    }
}
