package io.github.gradtape.cli;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.NetworkCheck.Row;
import io.github.gradtape.cli.TwinTraining.Epoch;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a comparison of the two paths prints, in lines of at most 100 columns of ASCII. */
record ComparisonReport(Lines out, LossPath composed, LossPath fused) {

    void printColumns() {
        out.print("trained twice from the same start on the same batches, each time by its own gradients:");
        out.print("%-9s %s", composed.name(), composed.nodes());
        out.print("%-9s %s", fused.name(), fused.nodes());
        out.print("");
        out.print("       mean loss of the epoch's batches        accuracy on the test   largest |difference|");
        out.print(
                "epoch  %-18s  %-18s  %9s  %9s   of gradients in a step",
                composed.name(), fused.name(), composed.name(), fused.name());
    }

    void printEpoch(Epoch epoch) {
        out.print(
                "%5d  %-18.16f  %-18.16f  %7.2f %%  %7.2f %%   %.1e",
                epoch.number(),
                epoch.composedLoss(),
                epoch.fusedLoss(),
                100 * epoch.composedAccuracy(),
                100 * epoch.fusedAccuracy(),
                epoch.gradientDifference());
    }

    void printFindings(Findings findings, int samples) {
        out.print("");
        out.print(
                "gradient check of the trained network on %d samples, by every parameter and by the input x", samples);
        out.print(
                "(differences along %d random directions each, relative to the gradient's norm)",
                NetworkCheck.DIRECTIONS);
        out.print(
                "%-10s %-16s  %16s  %22s  %19s",
                "",
                "shape",
                composed.name() + " - " + fused.name(),
                composed.name() + " - differences",
                fused.name() + " - differences");
        out.print("%-10s %-16s  %16.1e", "loss", "[]", findings.lossDifference());
        for (Row row : findings.rows()) {
            out.print(
                    "%-10s %-16s  %16.1e  %22s  %19s",
                    row.name(), row.shape(), row.pathDifference(), error(row.composedError()), error(row.fusedError()));
        }
        if (findings.rows().stream()
                .anyMatch(
                        row -> row.composedError().isEmpty() || row.fusedError().isEmpty())) {
            out.print("(kink: no derivative there, as where relu takes exactly 0 or almost, and nothing is compared)");
        }
        out.print("");
    }

    private static String error(OptionalDouble error) {
        return error.isPresent() ? String.format(Locale.ROOT, "%.1e", error.getAsDouble()) : "kink";
    }

    void printVerdict(Verdict verdict) {
        out.print("%s", verdict.sentence());
    }
}
