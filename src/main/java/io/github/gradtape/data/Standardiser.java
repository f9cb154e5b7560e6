package io.github.gradtape.data;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;

/**
 * Brings every feature to mean 0 and standard deviation 1, by the statistics of the samples it was made from.
 *
 * <p>Make it from the training part alone and apply it to both parts, or the held-out samples leak into the training.
 *
 * @param mean the mean of every feature, of shape [d]
 * @param deviation its standard deviation over all n samples, of shape [d]; 1 for a feature that does not vary
 */
public record Standardiser(Tensor mean, Tensor deviation) {

    /**
     * The statistics of a data set.
     *
     * @param training the samples to learn them from
     * @return what standardises these samples, and others like them
     */
    public static Standardiser of(DataSet training) {
        Tensor mean = Reductions.mean(training.features(), false, 0);
        Tensor centred = Elementwise.subtract(training.features(), mean);
        Tensor variance = Reductions.mean(Elementwise.multiply(centred, centred), false, 0);
        return new Standardiser(mean, Elementwise.map(variance, v -> v > 0 ? Math.sqrt(v) : 1));
    }

    /**
     * Standardises the features of a data set.
     *
     * @param samples any samples with these features
     * @return the same samples with (x − mean) / deviation for every feature x
     * @throws IllegalArgumentException if the number of features differs
     */
    public DataSet apply(DataSet samples) {
        if (samples.featureCount() != mean.size()) {
            throw new IllegalArgumentException("data set " + samples.name() + " has " + samples.featureCount()
                    + " features, the standardiser was made from " + mean.size());
        }
        return samples.withFeatures(Elementwise.divide(Elementwise.subtract(samples.features(), mean), deviation));
    }
}
