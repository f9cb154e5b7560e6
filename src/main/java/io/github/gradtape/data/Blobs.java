package io.github.gradtape.data;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Round clouds of normally distributed points, one for each class, all of one spread. */
public final class Blobs {

    private Blobs() {}

    /**
     * Random points about given centres, each centre as likely as another.
     *
     * @param samples how many, at least 1
     * @param centres the centres, of shape [k, d]: class "0" is about the first row
     * @param deviation the standard deviation of every coordinate from its centre's
     * @param random where the choice of centres and the deviations from them come from
     * @return the samples, features of shape [samples, d]
     * @throws IllegalArgumentException if there are to be none, the centres have another rank or there are fewer than two, or
     *     the deviation is negative or not finite
     */
    public static DataSet sample(int samples, Tensor centres, double deviation, RandomGenerator random) {
        Made.requireSamples(samples, "blobs");
        Made.requireNoise(deviation);
        if (centres.rank() != 2 || centres.shape().extent(0) < 2) {
            throw new IllegalArgumentException(
                    "centres of shape " + centres.shape() + ": must have shape [k, d] with k at least 2");
        }
        int classes = centres.shape().extent(0);
        int width = centres.shape().extent(1);
        double[] points = new double[Shape.of(samples, width).size()];
        double[] labels = new double[samples];
        for (int i = 0; i < samples; i++) {
            int label = random.nextInt(classes);
            labels[i] = label;
            for (int k = 0; k < width; k++) {
                points[i * width + k] = centres.get(label, k) + deviation * random.nextGaussian();
            }
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return Made.dataSet("blobs", points, labels, names);
    }

    /**
     * The best accuracy that any classifier can have for two blobs, exactly: Φ(δ / 2σ).
     *
     * <p>The best classifier names the nearer centre, and errs where the deviation along the line between them is beyond half of
     * it.
     *
     * @param distance the distance δ of the two centres, not negative
     * @param deviation the standard deviation σ of every coordinate, positive
     * @return the accuracy
     * @throws IllegalArgumentException if either is out of its range
     */
    public static double bayesAccuracy(double distance, double deviation) {
        if (!(distance >= 0 && distance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("distance " + distance + ": must be finite and not negative");
        }
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation " + deviation + ": must be finite and positive");
        }
        return Made.normalBelow(distance / (2 * deviation));
    }
}
