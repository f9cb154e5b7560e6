package io.github.gradtape.cli;

import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Measures a formula beside the textbook's on the same rows and prints both errors, in lines of at most 100 columns of ASCII. */
final class AccuracyReport {

    /** In units of u: a relative error of 1/2. */
    private static final double LOST = 0x1p52;

    private final Lines out;
    private final RowValues.Formula ours;
    private double worstShare;

    AccuracyReport(Lines out, RowValues.Formula ours) {
        this.out = out;
        this.ours = ours;
    }

    void printHead(int rows, long seed) {
        out.print("errors in units of u = 2^-53, against 60 digits; lost: not one bit is right");
        out.print(
                "%,d random rows of %d to %d classes for each scale of logits, seed %d",
                rows, LogitScale.MIN_CLASSES, LogitScale.MAX_CLASSES, seed);
        out.print("");
        out.print("%-26s  %-19s  %-19s", "", "       textbook", "       gradtape");
        out.print("%-12s  %-12s  %9s %9s  %9s %9s  %7s", "logits", "", "worst", "mean", "worst", "mean", "allowed");
    }

    void printScale(LogitScale scale, int rows, RandomGenerator random) {
        Map<Quantity, DoubleSummaryStatistics> textbookErrors = statistics();
        Map<Quantity, DoubleSummaryStatistics> ourErrors = statistics();
        for (int row = 0; row < rows; row++) {
            double[] logits = scale.next(random);
            int label = random.nextInt(logits.length);
            HighPrecision exact = new HighPrecision(logits);
            collect(RowValues.ofTextbook(logits, label), exact, label, textbookErrors);
            collect(ours.of(logits, label), exact, label, ourErrors);
        }
        for (Quantity quantity : Quantity.values()) {
            DoubleSummaryStatistics theirs = textbookErrors.get(quantity);
            DoubleSummaryStatistics own = ourErrors.get(quantity);
            worstShare = Math.max(worstShare, own.getMax() / quantity.allowed);
            out.print(
                    "%-12s  %-12s  %9s %9s  %9s %9s  %7.1f",
                    quantity == Quantity.ROW_LOSS ? scale.name() : "",
                    quantity,
                    units(theirs.getMax()),
                    units(theirs.getAverage()),
                    units(own.getMax()),
                    units(own.getAverage()),
                    quantity.allowed);
        }
    }

    private static Map<Quantity, DoubleSummaryStatistics> statistics() {
        Map<Quantity, DoubleSummaryStatistics> statistics = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            statistics.put(quantity, new DoubleSummaryStatistics());
        }
        return statistics;
    }

    private static void collect(
            RowValues values, HighPrecision exact, int label, Map<Quantity, DoubleSummaryStatistics> errors) {
        double[] oneHot = new double[values.softmax().size()];
        oneHot[label] = 1;
        errors.forEach((quantity, all) -> quantity.errors(values, exact, oneHot).forEach(all));
    }

    private static String units(double error) {
        if (error >= LOST) {
            return "lost";
        }
        return String.format(Locale.ROOT, error < 1000 ? "%.2f" : "%.1e", error);
    }

    /** Prints whether every error was within its contract, and returns it. */
    boolean printVerdict() {
        boolean kept = worstShare <= 1;
        out.print("");
        out.print(
                kept
                        ? "PASS: no error of gradtape is above %.0f %% of what is allowed"
                        : "FAIL: an error of gradtape is %.0f %% of what is allowed",
                100 * worstShare);
        return kept;
    }
}
