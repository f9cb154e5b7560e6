package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/**
 * Steps scaled by running means of the gradient and of its square (Kingma and Ba 2015), as PyTorch defines them.
 *
 * <pre>
 * g ← g + decay · w
 * m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²       both 0 to begin with
 * w ← w − rate · m̂ / (√v̂ + ε),   m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ)   in step t of this parameter, counted from 1
 * </pre>
 *
 * <p>A parameter counts the steps in which it has a gradient. The rate is that of all steps, whichever parameters they move.
 *
 * @param schedule the rate of every step
 * @param beta1 β₁, from 0 to below 1
 * @param beta2 β₂, from 0 to below 1
 * @param epsilon ε, positive and finite
 * @param decay how much of the weights is added to their gradients, finite and not negative; {@link AdamW} is mostly better
 */
public record Adam(Schedule schedule, double beta1, double beta2, double epsilon, double decay) implements Optimizer {

    /**
     * Steps scaled by running means of the gradient and of its square.
     *
     * @param schedule the rate of every step
     * @param beta1 β₁, from 0 to below 1
     * @param beta2 β₂, from 0 to below 1
     * @param epsilon ε, positive and finite
     * @param decay how much of the weights is added to their gradients, finite and not negative
     * @throws IllegalArgumentException if a number is outside
     */
    public Adam {
        Settings.requireFraction("beta1", beta1);
        Settings.requireFraction("beta2", beta2);
        Settings.requirePositive("epsilon", epsilon);
        Settings.requireNotNegative("decay", decay);
    }

    /**
     * Adam with the paper's settings: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, no decay.
     *
     * @param rate the rate, positive and finite; the paper has 0.001
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public Adam(double rate) {
        this(Schedule.constant(rate));
    }

    /**
     * Adam with the paper's settings: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, no decay.
     *
     * @param schedule the rate of every step
     */
    public Adam(Schedule schedule) {
        this(schedule, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public OptimizerState step(OptimizerState state, Map<String, Tensor> gradients) {
        return step(state, gradients, 0);
    }

    /** A step with decay of another kind besides: taken from the weights themselves. */
    OptimizerState step(OptimizerState state, Map<String, Tensor> gradients, double decoupled) {
        double rate = schedule.rate(state.steps());
        Updates.Rule rule = (w, g, memory) -> {
            double[] m = memory[0];
            double[] v = memory[1];
            double t = ++memory[2][0];
            double step = rate / (1 - Math.pow(beta1, t));
            double correction = Math.sqrt(1 - Math.pow(beta2, t));
            for (int i = 0; i < w.length; i++) {
                double slope = g[i] + decay * w[i];
                m[i] = beta1 * m[i] + (1 - beta1) * slope;
                v[i] = beta2 * v[i] + (1 - beta2) * slope * slope;
                w[i] = w[i] * (1 - rate * decoupled) - step * m[i] / (Math.sqrt(v[i]) / correction + epsilon);
            }
        };
        return Updates.step(state, gradients, rule, "first moment", "second moment", Updates.STEPS);
    }
}
