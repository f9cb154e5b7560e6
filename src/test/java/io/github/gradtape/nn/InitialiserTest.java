package io.github.gradtape.nn;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Statistics of 10,000 numbers of a fixed seed, each within five of its standard errors. */
class InitialiserTest {

    private static final Shape DENSE = Shape.of(200, 50);
    private static final Shape FILTERS = Shape.of(20, 20, 5, 5);

    private static double[] values(Initialiser initialiser, Shape shape) {
        return initialiser.values(shape, new SplittableRandom(1)).toArray();
    }

    private static void assertUniform(double bound, double... x) {
        double largest = Arrays.stream(x).map(Math::abs).max().orElseThrow();
        assertTrue(
                largest <= bound && largest > 0.998 * bound, "2e-9 is the chance of none of 10,000 above: " + largest);
        double variance = bound * bound / 3;
        assertEquals(0, Arrays.stream(x).average().orElseThrow(), 5 * Math.sqrt(variance / x.length));
        double secondMoment = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
        // a uniform number's square varies by 4/45 bound⁴
        assertEquals(variance, secondMoment, 5 * bound * bound * Math.sqrt(4.0 / 45 / x.length));
    }

    private static void assertNormal(double deviation, double... x) {
        assertEquals(0, Arrays.stream(x).average().orElseThrow(), 5 * deviation / Math.sqrt(x.length));
        double variance = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
        assertEquals(deviation * deviation, variance, 5 * deviation * deviation * Math.sqrt(2.0 / x.length));
        double within =
                (double) Arrays.stream(x).filter(v -> Math.abs(v) < deviation).count() / x.length;
        assertEquals(0.6827, within, 5 * Math.sqrt(0.6827 * 0.3173 / x.length), "the share within one deviation");
    }

    @Test
    void uniformIsWithinOneThroughTheRootOfTheInputs() {
        assertUniform(1 / Math.sqrt(50), values(Initialiser.UNIFORM, DENSE));
        assertUniform(1 / Math.sqrt(500), values(Initialiser.UNIFORM, FILTERS));
    }

    @Test
    void xavierIsWithinTheRootOfSixThroughInputsAndOutputs() {
        assertUniform(Math.sqrt(6.0 / 250), values(Initialiser.XAVIER, DENSE));
        assertUniform(Math.sqrt(6.0 / 1000), values(Initialiser.XAVIER, FILTERS));
        assertUniform(Math.sqrt(6.0 / (25 * (40 + 10))), values(Initialiser.XAVIER, Shape.of(40, 10, 5, 5)));
    }

    @Test
    void heIsNormalOfTwoThroughTheInputs() {
        assertNormal(Math.sqrt(2.0 / 50), values(Initialiser.HE, DENSE));
        assertNormal(Math.sqrt(2.0 / 500), values(Initialiser.HE, FILTERS));
    }

    @Test
    void normalIsStandardNormal() {
        assertNormal(1, values(Initialiser.NORMAL, Shape.of(10_000)));
    }

    @Test
    void zerosAndOnesAreWhatTheySay() {
        assertEquals(Tensor.of(0, 0, 0), Initialiser.ZEROS.values(Shape.of(3), new SplittableRandom(1)));
        assertEquals(Tensor.of(1, 1, 1), Initialiser.ONES.values(Shape.of(3), new SplittableRandom(1)));
    }

    @Test
    void theSameGeneratorGivesTheSameValues() {
        Tensor values = Initialiser.HE.values(DENSE, new SplittableRandom(1));
        assertEquals(values, Initialiser.HE.values(DENSE, new SplittableRandom(1)));
        assertNotEquals(values, Initialiser.HE.values(DENSE, new SplittableRandom(2)));
    }

    @Test
    void aParameterWithoutInputsAndOutputsHasNoScale() {
        assertRefused(
                "a weight of shape [3] has no numbers of inputs and outputs to be scaled to: expected [outputs, inputs, …], none of them 0",
                () -> values(Initialiser.HE, Shape.of(3)));
        assertRefused(
                "a weight of shape [0, 3] has no numbers of inputs and outputs to be scaled to: expected [outputs, inputs, …], none of them 0",
                () -> values(Initialiser.HE, Shape.of(0, 3)));
    }
}
