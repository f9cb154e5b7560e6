package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The exponential less one, element by element, without its cancellation near 0.
 *
 * <pre>
 * primal    x
 * output    y = eˣ − 1     to full precision for small x, too
 * pullback  x̄ = ȳ ⊙ eˣ     not y + 1, which is 0 below −38
 * </pre>
 */
public record Expm1() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::expm1);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, exp(x));
    }
}
