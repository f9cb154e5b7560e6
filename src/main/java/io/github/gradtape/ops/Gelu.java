package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.clamp;
import static io.github.gradtape.ops.Ops.erfc;
import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.square;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.ErrorFunction;
import io.github.gradtape.tensor.Tensor;

/**
 * The Gaussian error linear unit, element by element: exact, not the approximation by tanh (Hendrycks and Gimpel 2016, "Gaussian error
 * linear units").
 *
 * <pre>
 * primal    x
 * output    y = x Φ(x),  Φ(x) = ½ erfc(−x/√2)          the normal distribution function
 * pullback  x̄ = ȳ ⊙ (Φ(x) + x φ(x)),  φ(x) = exp(−½ x²)/√(2π)     its density
 * </pre>
 *
 * <p>The left tail keeps its digits, but for those that rounding x/√2 and x² costs: 2x² ulp. At −∞ both y and x̄ are 0, at ∞ they are ∞
 * and ȳ; beyond ±40, where Φ is 0 or 1 to the last digit, the slope is taken from there, so that ∞ · 0 does not arise.
 */
public record Gelu() implements UnaryOp {

    private static final double FLAT = 40;
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double DENSITY_AT_ZERO = 0.3989422804014327;

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, value -> Math.max(value, -FLAT) * (0.5 * ErrorFunction.erfc(-SQRT_HALF * value)));
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        Node near = clamp(x, -FLAT, FLAT);
        Node distribution = times(0.5, erfc(times(-SQRT_HALF, near)));
        Node density = times(DENSITY_AT_ZERO, exp(times(-0.5, square(near))));
        return multiply(yBar, add(distribution, multiply(near, density)));
    }

    private static Node times(double factor, Node x) {
        return multiply(Node.constant(factor), x);
    }
}
