package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a law compared on one call, and how small a fault it would have seen there. */
public final class Evidence {

    /** Two numbers that were the same up to a tolerance. */
    record Comparison(double expected, double actual, double tolerance) {

        boolean isConclusive() {
            return bias() < 1;
        }

        double bias() {
            return (tolerance + Math.abs(expected - actual)) / Math.abs(expected);
        }
    }

    private final Case call;
    private final List<Comparison> comparisons = new ArrayList<>();

    Evidence(Case call) {
        this.call = call;
    }

    /** What the law was tried on: the call, or what is left of it with the entries at kinks held. */
    Case call() {
        return call;
    }

    /** Two numbers, had of a cotangent, that must be the same up to a tolerance. */
    void compare(String what, Tensor yBar, double expected, double actual, double tolerance) {
        double off = Math.abs(expected - actual);
        if (!(off <= tolerance)) {
            throw new AssertionError(what + " is " + actual + ", by differences " + expected
                    + String.format(Locale.ROOT, " ± %.1e", tolerance)
                    + Inputs.below("cotangent", yBar));
        }
        comparisons.add(new Comparison(expected, actual, tolerance));
    }

    /** What was compared, in order. */
    List<Comparison> comparisons() {
        return comparisons;
    }

    /** Whether differences found no step for any comparison, as where the op refuses all primals around these. */
    boolean isOfNothing() {
        return !comparisons.isEmpty()
                && comparisons.stream().allMatch(one -> one.tolerance() == Double.POSITIVE_INFINITY);
    }

    /**
     * The smallest relative bias of the derivative that would have been caught: a derivative off by this factor would have
     * failed.
     *
     * @return the bias; ∞ or NaN if nothing was compared with a number, or only with zeros
     */
    public double smallestBias() {
        return comparisons.stream().mapToDouble(Comparison::bias).min().orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Whether the comparison proves something: a bias of less than 1 would have been caught.
     *
     * @return false for a derivative that is zero, or smaller than what differences can tell from zero
     */
    public boolean isConclusive() {
        return smallestBias() < 1;
    }
}
