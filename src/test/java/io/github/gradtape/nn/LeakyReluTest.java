package io.github.gradtape.nn;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LeakyReluTest {

    @Test
    void isItsInputAboveZeroAndTheSlopeTimesItBelow() {
        assertArrayEquals(new double[] {-0.5, 0, 3}, Layers.values(new LeakyRelu(0.25), -2, 0, 3));
    }

    @Test
    void hasTheGradientOfItsFormula() {
        Layers.requireGradients(new LeakyRelu(0.25), Layers.numbers(4, 3));
    }

    @Test
    void aSlopeThatIsNotFiniteIsRefused() {
        assertRefused("LeakyRelu: the slope must be finite, was NaN", () -> new LeakyRelu(Double.NaN));
    }
}
