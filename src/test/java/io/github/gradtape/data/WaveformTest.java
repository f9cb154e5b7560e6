package io.github.gradtape.data;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WaveformTest {

    /** The triangles as one draws them. */
    private static final int[][] TRIANGLES = {
        {0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0},
        {0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}
    };

    private static final int[][] MIXED = {{0, 1}, {0, 2}, {1, 2}};

    @Test
    void theMeanOfAClassIsHalfOfEitherTriangle() {
        DataSet samples = Waveform.sample(30_000, new SplittableRandom(1));
        double[][] sums = new double[3][21];
        int[] counts = new int[3];
        for (int i = 0; i < samples.size(); i++) {
            int label = (int) samples.labels().get(i);
            counts[label]++;
            for (int k = 0; k < 21; k++) {
                sums[label][k] += samples.features().get(i, k);
            }
        }
        for (int label = 0; label < 3; label++) {
            assertEquals(10_000, counts[label], 330, "four standard errors");
            for (int k = 0; k < 21; k++) {
                double expected = (TRIANGLES[MIXED[label][0]][k] + TRIANGLES[MIXED[label][1]][k]) / 2.0;
                // five standard errors where the triangles differ by 6: √(1 + 36/12) / 100
                assertEquals(expected, sums[label][k] / counts[label], 0.1, "class " + label + ", point " + k);
            }
        }
    }

    @Test
    void likelihoodsAreTheIntegralsOverTheProportion() {
        DataSet samples = Waveform.sample(50, new SplittableRandom(2));
        Tensor logs = Waveform.logLikelihoods(samples.features());
        for (int i = 0; i < samples.size(); i++) {
            for (int label = 1; label < 3; label++) {
                double expected = logIntegral(samples.features(), i, label) - logIntegral(samples.features(), i, 0);
                assertEquals(expected, logs.get(i, label) - logs.get(i, 0), 1e-5);
            }
        }
    }

    /** Up to some sixty deviations beyond an end of the mixtures of a class. */
    @Test
    void likelihoodsAreThoseIntegralsFarOffToo() {
        double[][] waves = new double[12][];
        for (int i = 0; i < waves.length; i++) {
            double height = 2 + 3 * (i / 3);
            waves[i] =
                    Arrays.stream(TRIANGLES[i % 3]).mapToDouble(h -> height * h).toArray();
        }
        Tensor far = Tensor.of(waves);
        Tensor logs = Waveform.logLikelihoods(far);
        for (int i = 0; i < waves.length; i++) {
            for (int label = 1; label < 3; label++) {
                double expected = logIntegral(far, i, label) - logIntegral(far, i, 0);
                assertEquals(expected, logs.get(i, label) - logs.get(i, 0), 1e-5, "wave " + i + ", class " + label);
            }
        }
    }

    @Test
    void theBestClassifierIsRightInAbout86Of100Cases() {
        DataSet samples = Waveform.sample(40_000, new SplittableRandom(3));
        Tensor hits =
                Elementwise.zip(Waveform.likeliest(samples.features()), samples.labels(), (a, b) -> a == b ? 1 : 0);
        // Breiman et al. 1984, pages 49-55; half a unit of the last digit, and three standard errors of 40,000 samples
        assertEquals(0.86, Reductions.mean(hits).item(), 0.01);
    }

    @Test
    void classesAreNamedAsInTheBook() {
        assertEquals(
                List.of("1", "2", "3"),
                Waveform.sample(1, new SplittableRandom(4)).classNames());
    }

    @Test
    void oneSeedAlwaysMakesTheSameSamples() {
        assertEquals(Waveform.sample(20, new SplittableRandom(5)), Waveform.sample(20, new SplittableRandom(5)));
    }

    @Test
    void noSamplesAtAllAreRefused() {
        assertRefused("0 samples of waveform: must be at least 1", () -> Waveform.sample(0, new SplittableRandom(6)));
    }

    @Test
    void wavesOfAnotherShapeAreRefused() {
        assertRefused(
                "waves of shape [2, 20]: must have shape [n, 21]",
                () -> Waveform.likeliest(Tensor.zeros(Shape.of(2, 20))));
    }

    /** The logarithm of Simpson's rule with 20,000 intervals, up to a number common to all classes. */
    private static double logIntegral(Tensor waves, int i, int label) {
        int intervals = 20_000;
        double[] exponents = new double[intervals + 1];
        for (int step = 0; step <= intervals; step++) {
            double share = (double) step / intervals;
            double squares = 0;
            for (int k = 0; k < 21; k++) {
                double mean = share * TRIANGLES[MIXED[label][0]][k] + (1 - share) * TRIANGLES[MIXED[label][1]][k];
                squares += (waves.get(i, k) - mean) * (waves.get(i, k) - mean);
            }
            exponents[step] = -squares / 2;
        }
        double largest = Arrays.stream(exponents).max().getAsDouble();
        double sum = 0;
        for (int step = 0; step <= intervals; step++) {
            int weight = step == 0 || step == intervals ? 1 : 2 + 2 * (step % 2);
            sum += weight * Math.exp(exponents[step] - largest);
        }
        return largest + Math.log(sum);
    }
}
