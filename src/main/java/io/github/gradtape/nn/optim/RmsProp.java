package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/**
 * Steps scaled by a running mean of the squared gradient (Tieleman and Hinton 2012), as PyTorch defines them.
 *
 * <pre>
 * g ← g + decay · w
 * v ← α v + (1 − α) g²                    v and b are 0 to begin with
 * b ← momentum · b + g / (√v + ε)
 * w ← w − rate · b
 * </pre>
 *
 * <p>b is remembered only if there is momentum.
 *
 * @param schedule the rate of every step
 * @param alpha α, from 0 to below 1
 * @param epsilon ε, positive and finite
 * @param momentum how much of b is kept, from 0 to below 1
 * @param decay how much of the weights is added to their gradients, finite and not negative
 */
public record RmsProp(Schedule schedule, double alpha, double epsilon, double momentum, double decay)
        implements Optimizer {

    /**
     * Steps scaled by a running mean of the squared gradient.
     *
     * @param schedule the rate of every step
     * @param alpha α, from 0 to below 1
     * @param epsilon ε, positive and finite
     * @param momentum how much of b is kept, from 0 to below 1
     * @param decay how much of the weights is added to their gradients, finite and not negative
     * @throws IllegalArgumentException if a number is outside
     */
    public RmsProp {
        Settings.requireFraction("alpha", alpha);
        Settings.requirePositive("epsilon", epsilon);
        Settings.requireFraction("momentum", momentum);
        Settings.requireNotNegative("decay", decay);
    }

    /**
     * RMSProp with PyTorch's settings: α = 0.99, ε = 10⁻⁸, no momentum, no decay.
     *
     * @param rate the rate, positive and finite
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public RmsProp(double rate) {
        this(Schedule.constant(rate));
    }

    /**
     * RMSProp with PyTorch's settings: α = 0.99, ε = 10⁻⁸, no momentum, no decay.
     *
     * @param schedule the rate of every step
     */
    public RmsProp(Schedule schedule) {
        this(schedule, 0.99, 1e-8, 0, 0);
    }

    @Override
    public OptimizerState step(OptimizerState state, Map<String, Tensor> gradients) {
        double rate = schedule.rate(state.steps());
        Updates.Rule rule = (w, g, memory) -> {
            double[] v = memory[0];
            for (int i = 0; i < w.length; i++) {
                double slope = g[i] + decay * w[i];
                v[i] = alpha * v[i] + (1 - alpha) * slope * slope;
                double scaled = slope / (Math.sqrt(v[i]) + epsilon);
                if (momentum != 0) {
                    double[] b = memory[1];
                    b[i] = momentum * b[i] + scaled;
                    scaled = b[i];
                }
                w[i] -= rate * scaled;
            }
        };
        return momentum == 0
                ? Updates.step(state, gradients, rule, "mean square")
                : Updates.step(state, gradients, rule, "mean square", "scaled velocity");
    }
}
