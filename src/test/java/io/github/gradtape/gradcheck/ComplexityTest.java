package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ComplexityTest {

    private static void assertOrder(double... simplestFirst) {
        for (int i = 1; i < simplestFirst.length; i++) {
            Complexity simpler = Complexity.of(Tensor.scalar(simplestFirst[i - 1]));
            Complexity other = Complexity.of(Tensor.scalar(simplestFirst[i]));
            assertTrue(simpler.compareTo(other) < 0, simplestFirst[i] + " is no simpler than " + simplestFirst[i - 1]);
        }
    }

    @Test
    void zeroAndOneComeBeforeFewDigitsBeforeMany() {
        assertOrder(0, 1, -1, 2, -2, 0.12, 36, 36.7, Math.PI, Double.NEGATIVE_INFINITY);
    }

    @Test
    void amongNumbersOfOneDigitThoseNearOneAreSimpler() {
        assertOrder(2, 4, 100, 1e-6, 1e150, 1e-300);
    }

    @Test
    void anElementIsWorseThanAnyDigitsAndAnAxis() {
        Complexity one = Complexity.of(Tensor.full(Shape.of(1, 1, 1, 1), Math.PI));
        assertTrue(one.compareTo(Complexity.of(Tensor.of(0, 0))) < 0);
        assertTrue(Complexity.of(Tensor.of(Math.PI)).compareTo(one) < 0);
    }
}
