package io.github.gradtape.nn.train;

/**
 * How well one class is told from the others.
 *
 * @param hits how many samples of the class were taken for it
 * @param predicted how many samples were taken for the class
 * @param actual how many samples are of the class
 */
public record ClassScore(int hits, int predicted, int actual) {

    /**
     * Of the samples taken for the class, the share that is of it.
     *
     * @return hits/predicted, NaN if none was taken for it
     */
    public double precision() {
        return (double) hits / predicted;
    }

    /**
     * Of the samples of the class, the share that was taken for it.
     *
     * @return hits/actual, NaN if there is none
     */
    public double recall() {
        return (double) hits / actual;
    }

    /**
     * The harmonic mean of precision and recall (van Rijsbergen 1979).
     *
     * @return 2 hits/(predicted + actual), NaN if both are none
     */
    public double f1() {
        return 2.0 * hits / ((double) predicted + actual);
    }
}
