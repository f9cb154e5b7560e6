package io.github.gradtape.data;

import io.github.gradtape.tensor.Shape;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The exclusive or of two bits, as corners of the unit square: the least problem that no linear classifier solves.
 *
 * <p>M. Minsky and S. Papert, "Perceptrons", MIT Press 1969.
 */
public final class Xor {

    private Xor() {}

    /**
     * The four corners.
     *
     * @return the samples 00, 01, 10 and 11, of classes 0, 1, 1 and 0
     */
    public static DataSet corners() {
        return dataSet(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, new double[] {0, 1, 1, 0});
    }

    /**
     * Random corners, each as likely as another, with noise on both coordinates.
     *
     * @param samples how many, at least 1
     * @param noise the standard deviation of the normal noise
     * @param random where corners and noise come from
     * @return the samples, features of shape [samples, 2]
     * @throws IllegalArgumentException if there are to be none or more than an array holds, or the noise is negative or not finite
     */
    public static DataSet sample(int samples, double noise, RandomGenerator random) {
        Made.requireSamples(samples, "XOR");
        Made.requireNoise(noise);
        double[] points = new double[Shape.of(samples, 2).size()];
        double[] labels = new double[samples];
        for (int i = 0; i < samples; i++) {
            int a = random.nextInt(2);
            int b = random.nextInt(2);
            points[2 * i] = a + noise * random.nextGaussian();
            points[2 * i + 1] = b + noise * random.nextGaussian();
            labels[i] = a ^ b;
        }
        return dataSet(points, labels);
    }

    /**
     * The best accuracy that any classifier can have, exactly: q² + (1 − q)² with q = Φ(1 / 2σ).
     *
     * <p>With u(x) = φ(x) − φ(x − 1) for the density φ of the noise, the likelihoods of the two classes differ by u(x₁) u(x₂); so
     * the best classifier rounds either coordinate to a bit, and it is right where both bits are, or neither.
     *
     * @param noise the standard deviation σ of the normal noise
     * @return the accuracy
     * @throws IllegalArgumentException if the noise is negative or not finite
     */
    public static double bayesAccuracy(double noise) {
        Made.requireNoise(noise);
        double right = Made.normalBelow(1 / (2 * noise));
        return right * right + (1 - right) * (1 - right);
    }

    private static DataSet dataSet(double[] points, double[] labels) {
        return Made.dataSet("XOR", points, labels, List.of("0", "1"));
    }
}
