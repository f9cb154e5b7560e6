package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/**
 * Gradient descent with momentum and weight decay, as PyTorch defines it.
 *
 * <pre>
 * g ← g + decay · w
 * v ← momentum · v + g                    v is 0 to begin with
 * w ← w − rate · v                        or, after Nesterov,  w − rate · (g + momentum · v)
 * </pre>
 *
 * <p>Nesterov's form is that of Sutskever et al. 2013. Only v is remembered, and only if there is momentum.
 *
 * @param schedule the rate of every step
 * @param momentum how much of v is kept, from 0 to below 1
 * @param nesterov whether the step looks ahead
 * @param decay how much of the weights is added to their gradients, finite and not negative
 */
public record Sgd(Schedule schedule, double momentum, boolean nesterov, double decay) implements Optimizer {

    /**
     * Gradient descent with momentum and weight decay.
     *
     * @param schedule the rate of every step
     * @param momentum how much of v is kept, from 0 to below 1
     * @param nesterov whether the step looks ahead
     * @param decay how much of the weights is added to their gradients, finite and not negative
     * @throws IllegalArgumentException if a number is outside, or the step is to look ahead without momentum
     */
    public Sgd {
        Settings.requireFraction("momentum", momentum);
        Settings.requireNotNegative("decay", decay);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's step needs momentum, which was 0");
        }
    }

    /**
     * Plain gradient descent: w ← w − rate · g.
     *
     * @param rate the rate, positive and finite
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public Sgd(double rate) {
        this(Schedule.constant(rate));
    }

    /**
     * Plain gradient descent: w ← w − rate · g.
     *
     * @param schedule the rate of every step
     */
    public Sgd(Schedule schedule) {
        this(schedule, 0, false, 0);
    }

    @Override
    public OptimizerState step(OptimizerState state, Map<String, Tensor> gradients) {
        double rate = schedule.rate(state.steps());
        return momentum == 0
                ? Updates.step(state, gradients, (w, g, memory) -> descend(rate, w, g))
                : Updates.step(state, gradients, (w, g, memory) -> roll(rate, w, g, memory[0]), "velocity");
    }

    private void descend(double rate, double[] w, double[] g) {
        for (int i = 0; i < w.length; i++) {
            w[i] -= rate * (g[i] + decay * w[i]);
        }
    }

    private void roll(double rate, double[] w, double[] g, double[] v) {
        for (int i = 0; i < w.length; i++) {
            double decayed = g[i] + decay * w[i];
            v[i] = momentum * v[i] + decayed;
            w[i] -= rate * (nesterov ? decayed + momentum * v[i] : v[i]);
        }
    }
}
