package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The rectifier, element by element.
 *
 * <pre>
 * primal    x
 * output    y = max(x, 0)
 * pullback  x̄ = ȳ where y ≠ 0, 0 elsewhere
 * </pre>
 *
 * <p>At 0, where there is no derivative, x̄ = 0. An infinite or NaN ȳ does not leak to where y is 0; a NaN in x
 * stays NaN, and its x̄ is ȳ.
 */
public record Relu() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.relu(x);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return where(Node.constant(y.value()), yBar, Node.constant(0));
    }
}
