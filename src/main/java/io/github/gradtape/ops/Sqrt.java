package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The square root, element by element.
 *
 * <pre>
 * primal    x          not negative
 * output    y = √x
 * pullback  x̄ = ȳ / 2y
 * </pre>
 *
 * <p>The root of a negative number is NaN. At 0 the slope is infinite: x̄ = ±∞ for ȳ ≠ 0, and NaN for ȳ = 0; put a
 * {@link Where} before the root, not behind it, to keep a root that is not used from being asked for.
 */
public record Sqrt() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::sqrt);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return divide(yBar, multiply(Node.constant(2), y));
    }
}
