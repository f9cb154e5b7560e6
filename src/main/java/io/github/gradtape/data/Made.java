package io.github.gradtape.data;

import io.github.gradtape.tensor.ErrorFunction;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;

/** What the made data sets have in common. */
final class Made {

    private Made() {}

    static void requireSamples(int samples, String kind) {
        if (samples < 1) {
            throw new IllegalArgumentException(samples + " samples of " + kind + ": must be at least 1");
        }
    }

    static void requireNoise(double noise) {
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise of deviation " + noise + ": must be finite and not negative");
        }
    }

    /** Samples whose features stand one after the other; neither array is copied. */
    static DataSet dataSet(String name, double[] features, double[] labels, List<String> classNames) {
        int samples = labels.length;
        return new DataSet(
                name,
                Tensor.adopt(Shape.of(samples, features.length / samples), features),
                Tensor.adopt(Shape.of(samples), labels),
                classNames);
    }

    /** Φ: the probability that a standard normal number is less; small ones keep their digits. */
    static double normalBelow(double x) {
        return ErrorFunction.erfc(-x / Math.sqrt(2)) / 2;
    }
}
