package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.clamp;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sigmoid;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Logistic;
import io.github.gradtape.tensor.Tensor;

/**
 * The sigmoid linear unit, or swish, element by element (Elfwing, Uchibe and Doya 2018, "Sigmoid-weighted linear units";
 * Ramachandran, Zoph and Le 2017, "Searching for activation functions").
 *
 * <pre>
 * primal    x
 * output    y = x σ(x)                             with the logistic σ of {@link Sigmoid}
 * pullback  x̄ = ȳ ⊙ (σ(x) + x ⊙ σ′(x))            by {@link LogisticSlope}
 * </pre>
 *
 * <p>The left tail keeps its digits as long as σ(x) is a normal number, to −708. At −∞ both y and x̄ are 0, at ∞ they are ∞ and ȳ; beyond
 * ±750, where σ is 0 or 1 to the last digit, the slope is taken from there, so that ∞ · 0 does not arise.
 */
public record Silu() implements UnaryOp {

    private static final double FLAT = 750;

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.zip(x, Logistic.sigmoid(x), (value, sigmoid) -> Math.max(value, -FLAT) * sigmoid);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        Node near = clamp(x, -FLAT, FLAT);
        return multiply(yBar, add(sigmoid(near), new LogisticSlope(1).apply(near, near)));
    }
}
