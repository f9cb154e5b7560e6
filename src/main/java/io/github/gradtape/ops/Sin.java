package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.cos;
import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The sine, element by element.
 *
 * <pre>
 * primal    x          in radians
 * output    y = sin x
 * pullback  x̄ = ȳ ⊙ cos x
 * </pre>
 */
public record Sin() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::sin);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, cos(x));
    }
}
