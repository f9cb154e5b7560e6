package io.github.gradtape.ops;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Logistic;
import io.github.gradtape.tensor.Tensor;

/**
 * The hyperbolic tangent, element by element.
 *
 * <pre>
 * primal    x
 * output    y = tanh x
 * pullback  x̄ = ȳ ⊙ tanh′ x     by {@link LogisticSlope}
 * </pre>
 *
 * <p>The usual 1 − y² has no correct digit left beyond |x| = 19, where y rounds to ±1; tanh′ x = 4 σ′(2x), with the logistic σ of
 * {@link Sigmoid}, is accurate in relative terms wherever it is a normal number.
 */
public record Tanh() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Logistic.tanh(x);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return new LogisticSlope(2).apply(yBar, x);
    }
}
