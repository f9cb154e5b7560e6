package io.github.gradtape.ops;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Logistic;
import io.github.gradtape.tensor.Tensor;

/**
 * The logistic function, element by element.
 *
 * <pre>
 * primal    x
 * output    y = σ(x) = 1 / (1 + e⁻ˣ)
 * pullback  x̄ = ȳ ⊙ σ′(x)     by {@link LogisticSlope}; not y (1 − y), which is 0 above 37
 * </pre>
 *
 * <p>Only exponentials of −|x| are formed, so that nothing overflows and both tails keep their digits.
 */
public record Sigmoid() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Logistic.sigmoid(x);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return new LogisticSlope(1).apply(yBar, x);
    }
}
