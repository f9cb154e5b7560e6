package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sin;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The cosine, element by element.
 *
 * <pre>
 * primal    x          in radians
 * output    y = cos x
 * pullback  x̄ = −ȳ ⊙ sin x
 * </pre>
 */
public record Cos() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::cos);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return negate(multiply(yBar, sin(x)));
    }
}
