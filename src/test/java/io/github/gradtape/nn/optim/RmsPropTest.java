package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The algorithm in PyTorch's documentation of {@code torch.optim.RMSprop} (not centred), by hand, with gradients by which every
 * root is a fraction: α = 3/4, ε = 1, rate 1/2.
 *
 * <pre>
 * g    2                11/4                          -13/8
 * v    1                3/4 + 121/64 = (13/8)²        3/4 (13/8)² + 1/4 (13/8)² = (13/8)²
 * s    2/(1 + 1) = 1    (11/4)/(21/8) = 22/21         -(13/8)/(21/8) = -13/21
 * </pre>
 */
class RmsPropTest implements OptimizerLaws {

    /** Some roundings of numbers of the size of 1. */
    private static final double ROUNDING = 1e-15;

    private static final double[] GRADIENTS = {2, 2.75, -1.625};

    private static RmsProp byHand(double momentum, double decay) {
        return new RmsProp(Schedule.constant(0.5), 0.75, 1, momentum, decay);
    }

    @Override
    public Optimizer optimizer(Schedule schedule) {
        return new RmsProp(schedule, 0.9, 1e-2, 0.5, 0.001);
    }

    @Override
    public List<String> words() {
        return List.of("mean square", "scaled velocity");
    }

    @Test
    void stepsAreThoseWorkedByHand() {
        // 1 - 1/2, 1/2 - 11/21 = -1/42, -1/42 + 13/42
        assertArrayEquals(new double[] {0.5, -1 / 42.0, 12 / 42.0}, Steps.fromOne(byHand(0, 0), GRADIENTS), ROUNDING);
    }

    @Test
    void momentumKeepsAPartOfTheStepsBefore() {
        // b: 1, 1/2 + 22/21 = 65/42, 65/84 - 52/84 = 13/84; w: 1/2, 1/2 - 65/84 = -23/84, -46/168 - 13/168
        assertArrayEquals(
                new double[] {0.5, -23 / 84.0, -59 / 168.0}, Steps.fromOne(byHand(0.5, 0), GRADIENTS), ROUNDING);
    }

    @Test
    void decayIsAddedToTheGradient() {
        // g + w/2 is 2, 11/4, -13/8 again, of w = 1, 1/2, -1/42
        assertArrayEquals(
                new double[] {0.5, -1 / 42.0, 12 / 42.0},
                Steps.fromOne(byHand(0, 0.5), 1.5, 2.5, -1.625 + 1 / 84.0),
                2 * ROUNDING);
    }

    @Test
    void withoutMomentumOnlyTheSquareIsRemembered() {
        assertEquals(
                Set.of("b/mean square"),
                new RmsProp(0.1)
                        .step(OptimizerLaws.START, Map.of("b", Tensor.of(1)))
                        .memory()
                        .keySet());
    }

    @Test
    void settingsAreThoseOfPyTorchUnlessToldOtherwise() {
        RmsProp rmsProp = new RmsProp(0.1);
        assertEquals(new RmsProp(rmsProp.schedule(), 0.99, 1e-8, 0, 0), rmsProp);
    }

    @Test
    void settingsOutsideAreRefused() {
        Schedule rate = Schedule.constant(1);
        assertRefused("alpha must be from 0 to below 1, was 1.0", () -> new RmsProp(rate, 1, 1, 0, 0));
        assertRefused("epsilon must be positive and finite, was NaN", () -> new RmsProp(rate, 0, Double.NaN, 0, 0));
        assertRefused("momentum must be from 0 to below 1, was 1.0", () -> new RmsProp(rate, 0, 1, 1, 0));
        assertRefused("decay must be finite and not negative, was -1.0", () -> new RmsProp(rate, 0, 1, 0, -1));
        assertRefused("rate must be positive and finite, was -1.0", () -> new RmsProp(-1));
    }
}
