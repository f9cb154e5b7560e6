package io.github.gradtape.data;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwoSpiralsTest {

    /** A few roundings of numbers up to 6.5. */
    private static final double ROUNDING = 1e-14;

    @Test
    void theClassicSetHas97PointsOfEitherSpiralInTurn() {
        DataSet classic = TwoSpirals.classic();
        assertEquals(Shape.of(194, 2), classic.features().shape());
        for (int i = 0; i < 194; i++) {
            assertEquals(1 - i % 2, classic.labels().get(i));
        }
    }

    @Test
    void theClassicPointsAreWhereOneFindsThemWithoutSines() {
        DataSet classic = TwoSpirals.classic();
        assertPoint(0, 6.5, classic, 0); // t = 0: upwards
        assertPoint(0, -6.5, classic, 1);
        assertPoint(6, 0, classic, 16); // t = 8: a quarter of a turn and 8/16 towards the centre
        assertPoint(0, -5.5, classic, 32); // t = 16: half a turn
        assertPoint(0, 0.5, classic, 192); // t = 96: three turns
    }

    @Test
    void withoutNoiseEverySampleIsOnItsSpiral() {
        DataSet samples = TwoSpirals.sample(500, 0, new SplittableRandom(1));
        for (int i = 0; i < samples.size(); i++) {
            double x = samples.features().get(i, 0);
            double y = samples.features().get(i, 1);
            double radius = Math.hypot(x, y);
            double angle = (6.5 - radius) * Math.PI; // the radius falls by 1 in half a turn
            double sign = samples.labels().get(i) == 1 ? 1 : -1;
            assertEquals(sign * radius * Math.sin(angle), x, 1e-12);
            assertEquals(sign * radius * Math.cos(angle), y, 1e-12);
            assertTrue(radius >= 0.5 - ROUNDING && radius <= 6.5 + ROUNDING, "radius " + radius);
        }
    }

    @Test
    void theNearestOfManySamplesTellsTheSpiralsApart() {
        DataSet known = TwoSpirals.sample(2_000, 0, new SplittableRandom(2));
        DataSet asked = TwoSpirals.sample(200, 0, new SplittableRandom(3));
        for (int i = 0; i < asked.size(); i++) {
            assertEquals(
                    asked.labels().get(i),
                    nearestLabel(
                            known, asked.features().get(i, 0), asked.features().get(i, 1)));
        }
    }

    @Test
    void noiseHasTheDeviationAskedFor() {
        double squares = 0;
        int samples = 20_000;
        DataSet noisy = TwoSpirals.sample(samples, 1e-3, new SplittableRandom(4));
        for (int i = 0; i < samples; i++) {
            double x = noisy.features().get(i, 0);
            double y = noisy.features().get(i, 1);
            double radius = Math.hypot(x, y);
            double angle = (6.5 - radius) * Math.PI;
            // noise along the radius moves this angle by π times as much, so that across is noise times √(1 + (π r)²)
            double across = x * Math.cos(angle) - y * Math.sin(angle);
            squares += across * across / (1 + Math.PI * Math.PI * radius * radius);
        }
        assertEquals(1e-3, Math.sqrt(squares / samples), 3e-5, "three standard errors, and the curvature");
    }

    @Test
    void eitherSpiralIsAsLikely() {
        DataSet samples = TwoSpirals.sample(10_000, 0.1, new SplittableRandom(5));
        assertEquals(0.5, Reductions.mean(samples.labels()).item(), 0.02, "four standard errors");
    }

    @Test
    void oneSeedAlwaysMakesTheSameSamples() {
        assertEquals(
                TwoSpirals.sample(20, 0.1, new SplittableRandom(6)),
                TwoSpirals.sample(20, 0.1, new SplittableRandom(6)));
    }

    @Test
    void noSamplesAndNoiseThatIsNoneAreRefused() {
        assertRefused(
                "0 samples of two spirals: must be at least 1",
                () -> TwoSpirals.sample(0, 0.1, new SplittableRandom(7)));
        assertRefused(
                "noise of deviation -0.1: must be finite and not negative",
                () -> TwoSpirals.sample(1, -0.1, new SplittableRandom(7)));
        assertRefused(
                "noise of deviation NaN: must be finite and not negative",
                () -> TwoSpirals.sample(1, Double.NaN, new SplittableRandom(7)));
    }

    private static void assertPoint(double x, double y, DataSet samples, int i) {
        Tensor features = samples.features();
        assertEquals(x, features.get(i, 0), ROUNDING);
        assertEquals(y, features.get(i, 1), ROUNDING);
    }

    private static double nearestLabel(DataSet known, double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        double label = Double.NaN;
        for (int k = 0; k < known.size(); k++) {
            double distance =
                    Math.hypot(known.features().get(k, 0) - x, known.features().get(k, 1) - y);
            if (distance < least) {
                least = distance;
                label = known.labels().get(k);
            }
        }
        return label;
    }
}
