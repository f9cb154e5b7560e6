package io.github.gradtape.data;

import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Noisy waves of 21 points, of three classes: each class mixes two of three triangles in a random proportion.
 *
 * <pre>
 * triangles   h₁(i) = max(6 − |i − 11|, 0),  h₂(i) = h₁(i − 4),  h₃(i) = h₁(i + 4)   for i = 1 … 21
 * features    x(i) = u a(i) + (1 − u) b(i) + ε(i),  u uniform in 0 … 1,  ε standard normal
 * classes     "1": a, b = h₁, h₂    "2": a, b = h₁, h₃    "3": a, b = h₂, h₃, each as likely as another
 * </pre>
 *
 * <p>L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone, "Classification and Regression Trees", Wadsworth 1984, pages
 * 49–55, who find that the best classifier is right in about 86 of 100 cases. No formula gives that number, but
 * {@link #likeliest} is that classifier: its accuracy on many samples estimates it.
 */
public final class Waveform {

    private static final int POINTS = 21;
    private static final int[] PEAKS = {11, 15, 7};
    private static final int HEIGHT = 6;

    /** So far below its mean a normal density falls off so fast that two terms of its tail's series give log Φ to 2·10⁻⁶. */
    private static final double FAR = 37;

    /** The two triangles of each class. */
    private static final int[][] MIXED = {{0, 1}, {0, 2}, {1, 2}};

    private Waveform() {}

    /**
     * Random waves.
     *
     * @param samples how many, at least 1
     * @param random where classes, proportions and noise come from
     * @return the samples, features of shape [samples, 21]
     * @throws IllegalArgumentException if there are to be none
     */
    public static DataSet sample(int samples, RandomGenerator random) {
        Made.requireSamples(samples, "waveform");
        double[] waves = new double[Shape.of(samples, POINTS).size()];
        double[] labels = new double[samples];
        for (int i = 0; i < samples; i++) {
            int label = random.nextInt(MIXED.length);
            double share = random.nextDouble();
            labels[i] = label;
            for (int k = 0; k < POINTS; k++) {
                double wave = share * triangle(MIXED[label][0], k) + (1 - share) * triangle(MIXED[label][1], k);
                waves[i * POINTS + k] = wave + random.nextGaussian();
            }
        }
        return Made.dataSet("waveform", waves, labels, List.of("1", "2", "3"));
    }

    /**
     * The best classifier: names the class under which a wave is likeliest.
     *
     * @param waves waves, of shape [n, 21]
     * @return the positions of their classes, of shape [n]
     * @throws IllegalArgumentException if the shape is another
     */
    public static Tensor likeliest(Tensor waves) {
        return Reductions.argmax(logLikelihoods(waves), 1);
    }

    /** The logarithms of the density of each wave under each class, of shape [n, 3], less one constant. */
    static Tensor logLikelihoods(Tensor waves) {
        if (waves.rank() != 2 || waves.shape().extent(1) != POINTS) {
            throw new IllegalArgumentException(
                    "waves of shape " + waves.shape() + ": must have shape [n, " + POINTS + "]");
        }
        int classes = MIXED.length;
        double[] logs = new double[waves.shape().extent(0) * classes];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = logLikelihood(waves.borrow(), i / classes * POINTS, MIXED[i % classes]);
        }
        return Tensor.adopt(Shape.of(logs.length / classes, classes), logs);
    }

    /**
     * With r = x − b and d = a − b, |r − u d|² = |r|² − m² |d|² + (u − m)² |d|² where m = r·d / |d|²: the integral over u from 0
     * to 1 is one of a normal density.
     */
    private static double logLikelihood(double[] waves, int start, int[] mixed) {
        double rr = 0;
        double rd = 0;
        double dd = 0;
        for (int k = 0; k < POINTS; k++) {
            double r = waves[start + k] - triangle(mixed[1], k);
            double d = triangle(mixed[0], k) - triangle(mixed[1], k);
            rr += r * r;
            rd += r * d;
            dd += d * d;
        }
        double length = Math.sqrt(dd);
        double m = rd / dd;
        return (rd * m - rr) / 2 + logNormalBetween(-length * m, length * (1 - m)) - Math.log(length);
    }

    /** log(Φ(to) − Φ(from)), from the lower tail, where Φ keeps its digits. */
    private static double logNormalBetween(double from, double to) {
        if (from + to > 0) {
            return logNormalBetween(-to, -from);
        }
        if (to < -FAR) {
            return -to * to / 2 - Math.log(-to * Math.sqrt(2 * Math.PI)) - 1 / (to * to);
        }
        return Math.log(Made.normalBelow(to) - Made.normalBelow(from));
    }

    private static double triangle(int which, int k) {
        return Math.max(HEIGHT - Math.abs(k + 1 - PEAKS[which]), 0);
    }
}
