package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every number of the sequences below is a binary fraction and comes out exactly. They are worked by hand from the algorithm in
 * PyTorch's documentation of {@code torch.optim.SGD} (dampening 0): g is the gradient and decay · w, b the buffer, s the step.
 */
class SgdTest {

    private static final Schedule HALF = Schedule.constant(0.5);

    @Nested
    class WithMomentum implements OptimizerLaws {

        @Override
        public Optimizer optimizer(Schedule schedule) {
            return new Sgd(schedule, 0.9, false, 0.01);
        }

        @Override
        public List<String> words() {
            return List.of("velocity");
        }
    }

    @Nested
    class AfterNesterov implements OptimizerLaws {

        @Override
        public Optimizer optimizer(Schedule schedule) {
            return new Sgd(schedule, 0.9, true, 0.01);
        }

        @Override
        public List<String> words() {
            return List.of("velocity");
        }
    }

    @Test
    void plainStepsAreTheRateTimesTheGradient() {
        // w: 1 - 2/2, 0 + 3/2, 3/2 - 4/2
        assertArrayEquals(new double[] {0, 1.5, -0.5}, Steps.fromOne(new Sgd(0.5), 2, -3, 4));
    }

    @Test
    void decayIsAddedToTheGradient() {
        // g: 2 + 1/4, -3 - 1/32, 4 + 89/256; w: 1 - g/2 and so on
        assertArrayEquals(
                new double[] {-0.125, 1.390625, -0.783203125}, Steps.fromOne(new Sgd(HALF, 0, false, 0.25), 2, -3, 4));
    }

    @Test
    void momentumKeepsAPartOfTheStepsBefore() {
        // b: 2, 1 - 3 = -2, -1 + 4 = 3; w: 1 - 1, 0 + 1, 1 - 3/2
        assertArrayEquals(new double[] {0, 1, -0.5}, Steps.fromOne(new Sgd(HALF, 0.5, false, 0), 2, -3, 4));
    }

    @Test
    void nesterovsStepLooksAhead() {
        // b: 2, -2, 3 as before; s = g + b/2: 3, -4, 11/2; w: 1 - 3/2, -1/2 + 2, 3/2 - 11/4
        assertArrayEquals(new double[] {-0.5, 1.5, -1.25}, Steps.fromOne(new Sgd(HALF, 0.5, true, 0), 2, -3, 4));
    }

    @Test
    void momentumKeepsDecayToo() {
        // g: 2.25, -3.03125, 4.20703125; b: 2.25, 1.125 - 3.03125, -0.953125 + 4.20703125
        assertArrayEquals(
                new double[] {-0.125, 0.828125, -0.798828125},
                Steps.fromOne(new Sgd(HALF, 0.5, false, 0.25), 2, -3, 4));
    }

    @Test
    void nesterovsStepTakesDecayToo() {
        // g: 2.25, -3.171875, 4.3525390625; b: 2.25, -2.046875, 3.3291015625; s: 3.375, -4.1953125, 6.01708984375
        assertArrayEquals(
                new double[] {-0.6875, 1.41015625, -1.598388671875},
                Steps.fromOne(new Sgd(HALF, 0.5, true, 0.25), 2, -3, 4));
    }

    @Test
    void withoutMomentumNothingIsRemembered() {
        assertEquals(
                Map.of(),
                new Sgd(0.5)
                        .step(OptimizerLaws.START, Map.of("b", Tensor.of(1)))
                        .memory());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateOutsideIsRefused(double rate) {
        assertRefused("rate must be positive and finite, was " + rate, () -> new Sgd(rate));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aMomentumOutsideIsRefused(double momentum) {
        assertRefused("momentum must be from 0 to below 1, was " + momentum, () -> new Sgd(HALF, momentum, false, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aDecayOutsideIsRefused(double decay) {
        assertRefused("decay must be finite and not negative, was " + decay, () -> new Sgd(HALF, 0, false, decay));
    }

    @Test
    void nesterovWithoutMomentumIsRefused() {
        assertRefused("Nesterov's step needs momentum, which was 0", () -> new Sgd(HALF, 0, true, 0));
    }
}
