package io.github.gradtape.cli;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.TwinTraining.Epoch;
import java.util.List;
import java.util.Locale;

/**
 * Whether both paths are the same and right, in one line.
 *
 * @param passed whether
 * @param sentence how well they agree, or what does not
 */
record Verdict(boolean passed, String sentence) {

    /** At the same weights the paths round a few times each: some ulps of losses and gradients, which are about 1. */
    private static final double SAME_WEIGHTS = 1e-12;

    /** Rounding differences of one step are carried on by all later ones. */
    private static final double OWN_WEIGHTS = 1e-8;

    /** Differences are good to about 1e-10 of the gradient's norm; the least bias of interest is far larger. */
    private static final double DIFFERENCES = 1e-6;

    static Verdict of(List<Epoch> history, Findings findings) {
        Epoch last = history.get(history.size() - 1);
        if (!last.isFinite()) {
            return verdict(false, "a loss or gradient was not finite in epoch %d; try a smaller --rate", last.number());
        }
        double same = findings.pathDifference();
        if (!(same <= SAME_WEIGHTS)) {
            return verdict(false, "both paths differ by %.1e at the same weights, allowed %.1e", same, SAME_WEIGHTS);
        }
        double own = history.stream().mapToDouble(Verdict::largestDifference).reduce(0, Math::max);
        if (!(own <= OWN_WEIGHTS)) {
            return verdict(false, "rounding grew to %.1e (at the same weights %.1e); try a smaller --rate", own, same);
        }
        double error = findings.error();
        if (!(error <= DIFFERENCES)) {
            return verdict(
                    false,
                    "both paths agree to %.1e, but miss differences by %.1e, allowed %.1e",
                    own,
                    error,
                    DIFFERENCES);
        }
        return verdict(
                true,
                "both paths agree to %.1e (at the same weights %.1e) and match differences to %.1e",
                own,
                same,
                error);
    }

    private static double largestDifference(Epoch epoch) {
        return Math.max(epoch.gradientDifference(), Math.abs(epoch.composedLoss() - epoch.fusedLoss()));
    }

    private static Verdict verdict(boolean passed, String format, Object... values) {
        return new Verdict(passed, (passed ? "PASS: " : "FAIL: ") + String.format(Locale.ROOT, format, values));
    }
}
