package io.github.gradtape.gradcheck;

import java.util.List;

/**
 * What a {@link GradientCheck} found.
 *
 * @param verdict whether the gradient is right
 * @param smallestBias the smallest relative bias of the gradient that would have been caught, ∞ if none was looked for
 * @param kinks where the function has no derivative, so that the declared one was held to lie between the one-sided ones
 * @param text the findings in words
 */
public record GradientReport(Verdict verdict, double smallestBias, List<String> kinks, String text) {

    /** Whether a gradient is right. */
    public enum Verdict {
        /** Every law held, and a wrong gradient would have been caught. */
        PASSED,
        /** No law was broken, but these inputs could not have told a wrong gradient from a right one. */
        INCONCLUSIVE,
        /** A law was broken. */
        FAILED
    }

    /**
     * The findings in words.
     *
     * @return a line, and more below it if there is more to say
     */
    @Override
    public String toString() {
        return text;
    }
}
