package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): the step of {@link Adam} without decay, from weights
 * w · (1 − rate · decay).
 *
 * @param schedule the rate of every step
 * @param beta1 β₁, from 0 to below 1
 * @param beta2 β₂, from 0 to below 1
 * @param epsilon ε, positive and finite
 * @param decay how much of the weights is taken away, times the rate; finite and not negative
 */
public record AdamW(Schedule schedule, double beta1, double beta2, double epsilon, double decay) implements Optimizer {

    /**
     * Adam with decoupled weight decay.
     *
     * @param schedule the rate of every step
     * @param beta1 β₁, from 0 to below 1
     * @param beta2 β₂, from 0 to below 1
     * @param epsilon ε, positive and finite
     * @param decay how much of the weights is taken away, times the rate; finite and not negative
     * @throws IllegalArgumentException if a number is outside
     */
    public AdamW {
        Settings.requireFraction("beta1", beta1);
        Settings.requireFraction("beta2", beta2);
        Settings.requirePositive("epsilon", epsilon);
        Settings.requireNotNegative("decay", decay);
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
        this(schedule, 0.9, 0.999, 1e-8, decay);
    }

    @Override
    public OptimizerState step(OptimizerState state, Map<String, Tensor> gradients) {
        return new Adam(schedule, beta1, beta2, epsilon, 0).step(state, gradients, decay);
    }
}
