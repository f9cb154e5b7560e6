package io.github.gradtape.data;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * Brings every feature to mean 0 and standard deviation 1, by the statistics of the samples it was made from.
 *
 * <p>Make it from the training part alone and apply it to both parts, or the held-out samples leak into the training.
 *
 * @param mean the mean of every feature, of the shape of a sample
 * @param deviation its standard deviation over all n samples, of the same shape; 1 for a feature that does not vary, or by no more
 *     than rounding: the largest value less the smallest is at most 8 ulps of the larger magnitude
 */
public record Standardiser(Tensor mean, Tensor deviation) {

    private static final double ROUNDING_ULPS = 8;

    /**
     * What standardises by given statistics.
     *
     * @param mean the mean of every feature, of the shape of a sample
     * @param deviation what to divide its distance from the mean by, of the same shape
     * @throws IllegalArgumentException if the shapes differ, a mean is not finite, or a deviation is not positive and finite
     */
    public Standardiser {
        if (!mean.shape().equals(deviation.shape())) {
            throw new IllegalArgumentException("standardiser: mean of shape " + mean.shape()
                    + " and deviation of shape " + deviation.shape() + " must have one shape");
        }
        require("mean", mean, Double::isFinite, "finite");
        require("deviation", deviation, d -> d > 0 && d < Double.POSITIVE_INFINITY, "positive and finite");
    }

    private static void require(String what, Tensor values, DoublePredicate rule, String allowed) {
        for (int i = 0; i < values.size(); i++) {
            double value = values.borrow()[i];
            if (!rule.test(value)) {
                throw new IllegalArgumentException("standardiser: " + what + " " + value + " at "
                        + Arrays.toString(values.shape().index(i)) + " must be " + allowed);
            }
        }
    }

    /**
     * The statistics of samples.
     *
     * @param features the features of the samples to learn them from, of shape [n, …] with n at least 1
     * @return what standardises these samples, and others like them
     * @throws IllegalArgumentException if there are no samples, a feature is not finite, or some are too large to add or subtract
     */
    public static Standardiser of(Tensor features) {
        if (features.rank() == 0 || features.shape().extent(0) == 0) {
            throw new IllegalArgumentException("standardiser: features of shape " + features.shape()
                    + " must be of samples along axis 0, at least one");
        }
        require("feature", features, Double::isFinite, "finite");
        Tensor rounded = Reductions.mean(features, 0);
        require("mean", rounded, Double::isFinite, "finite");
        // of many numbers far from 0, its rounding is not small beside their distances from it, of which it is the mean
        Tensor distances = Elementwise.subtract(features, rounded);
        Tensor rounding = Reductions.mean(distances, 0);
        Tensor range = Elementwise.zip(Reductions.max(features, 0), Reductions.min(features, 0), Standardiser::range);
        Tensor variance = Reductions.mean(
                Elementwise.zip(Elementwise.subtract(distances, rounding), range, Standardiser::scaledSquare), 0);
        return new Standardiser(
                Elementwise.add(rounded, rounding),
                Elementwise.zip(variance, range, (v, r) -> r > 0 ? Math.scalb(Math.sqrt(v), Math.getExponent(r)) : 1));
    }

    /** In units of a power of two near the range, which changes no bit, squares neither overflow nor underflow. */
    private static double scaledSquare(double distance, double range) {
        double scaled = Math.scalb(distance, -Math.getExponent(range));
        return scaled * scaled;
    }

    /** How far values vary, 0 if by no more than they may have been rounded. */
    private static double range(double most, double least) {
        double range = most - least;
        return range > ROUNDING_ULPS * Math.ulp(Math.max(Math.abs(most), Math.abs(least))) ? range : 0;
    }

    /**
     * Standardises features, as the layer {@code nn.Standardise} does in a network.
     *
     * @param features the features of samples, of shape [n, …]
     * @return (x − mean) / deviation for every feature x
     * @throws IllegalArgumentException if the shape of a sample differs
     */
    public Tensor apply(Tensor features) {
        if (features.rank() == 0 || !features.shape().without(0).equals(mean.shape())) {
            throw new IllegalArgumentException("features of shape " + features.shape() + " are not samples of shape "
                    + mean.shape() + ", which the standardiser was made from");
        }
        return Elementwise.divide(Elementwise.subtract(features, mean), deviation);
    }
}
