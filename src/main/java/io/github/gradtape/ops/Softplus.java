package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sigmoid;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Logistic;
import io.github.gradtape.tensor.Tensor;

/**
 * The softplus, element by element: a smooth {@link Relu}.
 *
 * <pre>
 * primal    x
 * output    y = log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|)
 * pullback  x̄ = ȳ ⊙ σ(x)     with the logistic σ of {@link Sigmoid}
 * </pre>
 *
 * <p>Only exponentials of −|x| are formed, so that nothing overflows and a small output keeps its digits.
 */
public record Softplus() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Logistic::softplus);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, sigmoid(x));
    }
}
