package io.github.gradtape.nn.train;

import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How confident a model is beside how often it is right: samples sorted by the probability of the class they were taken for.
 *
 * @param bins equal intervals of confidence from 0 to 1
 */
public record Reliability(List<Bin> bins) {

    /**
     * An interval of confidence, without its lower end.
     *
     * @param count how many samples are in it
     * @param confidence their mean confidence, NaN if there are none
     * @param accuracy the share of them that is classified right, NaN if there are none
     */
    public record Bin(int count, double confidence, double accuracy) {}

    /**
     * How confident a model is beside how often it is right.
     *
     * @param bins equal intervals of confidence from 0 to 1
     */
    public Reliability {
        bins = List.copyOf(bins);
    }

    static Reliability of(Predictions predictions, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("a reliability of " + bins + " bins: must have at least 1");
        }
        Tensor confidences = Reductions.max(predictions.probabilities(), 1);
        Tensor classes = predictions.classes();
        int[] counts = new int[bins];
        int[] hits = new int[bins];
        double[] sums = new double[bins];
        for (int i = 0; i < predictions.size(); i++) {
            double confidence = confidences.get(i);
            int bin = Math.min(bins - 1, Math.max(0, (int) Math.ceil(confidence * bins) - 1));
            counts[bin]++;
            hits[bin] += classes.get(i) == predictions.labels().get(i) ? 1 : 0;
            sums[bin] += confidence;
        }
        List<Bin> sorted = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            sorted.add(new Bin(counts[b], sums[b] / counts[b], (double) hits[b] / counts[b]));
        }
        return new Reliability(sorted);
    }

    /**
     * The expected calibration error: the mean over all samples of |accuracy − confidence| of their bins (Naeini et al. 2015; Guo et
     * al. 2017, "On calibration of modern neural networks").
     *
     * @return from 0 to 1
     */
    public double expectedCalibrationError() {
        double sum = 0;
        int count = 0;
        for (Bin bin : bins) {
            if (bin.count > 0) {
                sum += bin.count * Math.abs(bin.accuracy - bin.confidence);
                count += bin.count;
            }
        }
        return sum / count;
    }
}
