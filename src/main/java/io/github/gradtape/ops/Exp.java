package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The exponential, element by element.
 *
 * <pre>
 * primal    x
 * output    y = eˣ     ∞ from 709.79 and 0 from −745.14 on
 * pullback  x̄ = ȳ ⊙ y
 * </pre>
 */
public record Exp() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::exp);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, y);
    }
}
