package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The absolute value, element by element.
 *
 * <pre>
 * primal    x
 * output    y = |x|
 * pullback  x̄ = ȳ ⊙ sign x
 * </pre>
 *
 * <p>At 0, where there is no derivative, sign 0 = 0: x̄ = 0 whatever ȳ is, even infinite.
 */
public record Abs() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::abs);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        Node sign = Node.constant(Elementwise.map(x.value(), Math::signum));
        return where(sign, multiply(yBar, sign), Node.constant(0));
    }
}
