package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): the step of {@link Adam} without decay, from weights
 * w · (1 − rate · decay).
 *
 * @param adam the rate and the means; its own decay must be 0
 * @param decay how much of the weights is taken away, times the rate; finite and not negative
 */
public record AdamW(Adam adam, double decay) implements Optimizer {

    /**
     * Adam with decoupled weight decay.
     *
     * @param adam the rate and the means; its own decay must be 0
     * @param decay how much of the weights is taken away, times the rate; finite and not negative
     * @throws IllegalArgumentException if the decay is negative or not finite, or both have one
     */
    public AdamW {
        Settings.requireNotNegative("decay", decay);
        Settings.require(adam.decay() == 0, "the decay of the inner Adam", adam.decay(), "0");
    }

    /**
     * AdamW with the settings of {@link Adam#Adam(double)}.
     *
     * @param rate the rate, positive and finite
     * @param decay how much of the weights is taken away, times the rate; finite and not negative
     * @throws IllegalArgumentException if a number is outside
     */
    public AdamW(double rate, double decay) {
        this(Schedule.constant(rate), decay);
    }

    /**
     * AdamW with the settings of {@link Adam#Adam(Schedule)}.
     *
     * @param schedule the rate of every step
     * @param decay how much of the weights is taken away, times the rate; finite and not negative
     * @throws IllegalArgumentException if the decay is negative or not finite
     */
    public AdamW(Schedule schedule, double decay) {
        this(new Adam(schedule), decay);
    }

    @Override
    public Schedule schedule() {
        return adam.schedule();
    }

    @Override
    public OptimizerState step(OptimizerState state, Map<String, Tensor> gradients) {
        return adam.step(state, gradients, 0, decay);
    }
}
