package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.negate;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The negative, element by element.
 *
 * <pre>
 * primal    x
 * output    y = −x
 * pullback  x̄ = −ȳ
 * </pre>
 */
public record Negate() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, value -> -value);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return negate(yBar);
    }
}
