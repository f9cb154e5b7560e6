package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The algorithm in PyTorch's documentation of {@code torch.optim.AdamW}, by hand. */
class AdamWTest implements OptimizerLaws {

    /** Some roundings of numbers of the size of 1. */
    private static final double ROUNDING = 1e-15;

    @Override
    public Optimizer optimizer(Schedule schedule) {
        return new AdamW(schedule, 0.9, 0.99, 1e-8, 0.001);
    }

    @Override
    public List<String> words() {
        return List.of("first moment", "second moment", "steps");
    }

    @Test
    void takesPartOfTheWeightsBesideTheStepsOfAdam() {
        // Adam's steps, worked in its test, are 1/2, -2/5 and 6/35; of w, 1 - 3/4 · 1/2 = 5/8 is kept each time:
        // 5/8 - 1/2 = 1/8, 5/64 + 2/5 = 153/320, 153/512 - 6/35 = 2283/17920
        assertArrayEquals(
                new double[] {1 / 8.0, 153 / 320.0, 2283 / 17920.0},
                Steps.fromOne(new AdamW(Schedule.constant(0.75), 0.5, 0.75, 1, 0.5), 2, -5, 4),
                ROUNDING);
    }

    @Test
    void withoutDecayIsAdam() {
        assertArrayEquals(Steps.fromOne(new Adam(0.1), 2, -5, 4), Steps.fromOne(new AdamW(0.1, 0), 2, -5, 4));
    }

    @Test
    void weightsDecayByTheRateEvenWithoutAGradient() {
        assertArrayEquals(new double[] {0.75, 0.5625}, Steps.fromOne(new AdamW(0.5, 0.5), 0, 0));
    }

    @Test
    void settingsOutsideAreRefused() {
        Schedule rate = Schedule.constant(1);
        assertRefused("beta1 must be from 0 to below 1, was 1.0", () -> new AdamW(rate, 1, 0.5, 1, 0));
        assertRefused("beta2 must be from 0 to below 1, was -0.5", () -> new AdamW(rate, 0.5, -0.5, 1, 0));
        assertRefused("epsilon must be positive and finite, was 0.0", () -> new AdamW(rate, 0.5, 0.5, 0, 0));
        assertRefused("decay must be finite and not negative, was -1.0", () -> new AdamW(0.1, -1));
    }
}
