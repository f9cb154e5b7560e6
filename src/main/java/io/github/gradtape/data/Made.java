package io.github.gradtape.data;

import io.github.gradtape.tensor.ErrorFunction;

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

    /** Φ: the probability that a standard normal number is less; small ones keep their digits. */
    static double normalBelow(double x) {
        return ErrorFunction.erfc(-x / Math.sqrt(2)) / 2;
    }
}
