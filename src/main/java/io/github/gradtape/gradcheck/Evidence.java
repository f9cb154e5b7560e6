package io.github.gradtape.gradcheck;

/** What a law compared on one call, and how small a fault it would have seen there. */
public final class Evidence {

    private double smallestBias = Double.POSITIVE_INFINITY;

    Evidence() {}

    /** Two numbers that must be the same up to a tolerance. */
    void compare(String what, double expected, double actual, double tolerance) {
        double off = Math.abs(expected - actual);
        if (!(off <= tolerance)) {
            throw new AssertionError(what + " is " + actual + ", by differences " + expected + " ± " + tolerance);
        }
        smallestBias = Math.min(smallestBias, (tolerance + off) / Math.abs(expected));
    }

    /**
     * The smallest relative bias of the derivative that would have been caught: a derivative off by this factor would have
     * failed.
     *
     * @return the bias; ∞ or NaN if nothing was compared with a number, or only with zeros
     */
    public double smallestBias() {
        return smallestBias;
    }

    /**
     * Whether the comparison proves something: a bias of less than 1 would have been caught.
     *
     * @return false for a derivative that is zero, or smaller than what differences can tell from zero
     */
    public boolean isConclusive() {
        return smallestBias < 1;
    }
}
