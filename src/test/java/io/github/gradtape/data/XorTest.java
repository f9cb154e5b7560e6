package io.github.gradtape.data;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XorTest {

    @Test
    void theCornersAreTheTableOfXor() {
        DataSet corners = Xor.corners();
        assertEquals(Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}), corners.features());
        assertEquals(Tensor.of(0, 1, 1, 0), corners.labels());
        assertEquals(List.of("0", "1"), corners.classNames());
    }

    @Test
    void samplesWithoutNoiseAreCorners() {
        DataSet samples = Xor.sample(100, 0, new SplittableRandom(1));
        for (int i = 0; i < samples.size(); i++) {
            double a = samples.features().get(i, 0);
            double b = samples.features().get(i, 1);
            assertTrue((a == 0 || a == 1) && (b == 0 || b == 1));
            assertEquals(a == b ? 0 : 1, samples.labels().get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 2})
    void theLikelierClassIsRightAsOftenAsTheBestAccuracySays(double noise) {
        DataSet samples = Xor.sample(40_000, noise, new SplittableRandom(2));
        long right = IntStream.range(0, samples.size())
                .filter(i -> likelier(
                                samples.features().get(i, 0), samples.features().get(i, 1), noise)
                        == samples.labels().get(i))
                .count();
        // four standard errors of 40,000 samples
        assertEquals(Xor.bayesAccuracy(noise), (double) right / samples.size(), 0.01);
    }

    @Test
    void bestAccuracyIsOneWithoutNoiseAndChanceInNothingButNoise() {
        assertEquals(1, Xor.bayesAccuracy(0));
        assertEquals(0.5, Xor.bayesAccuracy(1e9), 1e-15);
    }

    @Test
    void bestAccuracyAtHalfADeviationIsThatOfTablesOfTheNormalDistribution() {
        double right = 0.8413447460685429; // Φ(1): Abramowitz & Stegun, table 26.1
        assertEquals(right * right + (1 - right) * (1 - right), Xor.bayesAccuracy(0.5), 1e-15);
    }

    @Test
    void oneSeedAlwaysMakesTheSameSamples() {
        assertEquals(Xor.sample(20, 0.1, new SplittableRandom(3)), Xor.sample(20, 0.1, new SplittableRandom(3)));
    }

    @Test
    void noSamplesAndNoiseThatIsNoneAreRefused() {
        assertRefused("0 samples of XOR: must be at least 1", () -> Xor.sample(0, 0.1, new SplittableRandom(4)));
        assertRefused(
                "noise of deviation Infinity: must be finite and not negative",
                () -> Xor.sample(1, Double.POSITIVE_INFINITY, new SplittableRandom(4)));
        assertRefused("noise of deviation -1.0: must be finite and not negative", () -> Xor.bayesAccuracy(-1));
    }

    /** By the densities of the four corners themselves. */
    private static int likelier(double x, double y, double noise) {
        double same = density(x, y, noise) + density(x - 1, y - 1, noise);
        double different = density(x - 1, y, noise) + density(x, y - 1, noise);
        return different > same ? 1 : 0;
    }

    private static double density(double x, double y, double noise) {
        return Math.exp(-(x * x + y * y) / (2 * noise * noise));
    }

    @Test
    void moreSamplesThanAnArrayHoldsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Xor.sample(1 << 30, 0.1, new SplittableRandom(4)));
        assertThrows(IllegalArgumentException.class, () -> TwoSpirals.sample(1 << 30, 0.1, new SplittableRandom(4)));
        assertThrows(IllegalArgumentException.class, () -> LedDigits.sample(1 << 29, 0.1, new SplittableRandom(4)));
    }
}
