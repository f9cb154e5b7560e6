package io.github.gradtape.cli;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.NetworkCheck.Row;
import io.github.gradtape.cli.PathComparison.Epoch;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import java.io.PrintWriter;
import java.util.Locale;

/** What the training prints, in lines of at most 100 columns of ASCII. */
final class TrainReport {

    private final PrintWriter out;
    private final LossPath composed;
    private final LossPath fused;

    TrainReport(PrintWriter out, LossPath composed, LossPath fused) {
        this.out = out;
        this.composed = composed;
        this.fused = fused;
    }

    void printHead(Task task, String settings) {
        DataSet train = task.train();
        print("data      %s", task.description());
        print(
                "          %,d samples to learn from, %,d to test on",
                train.size(), task.test().size());
        print("network   %d-%d-%d, tanh; %s", train.featureCount(), TrainCommand.HIDDEN, train.classCount(), settings);
        print("trained twice from the same start on the same batches, each time by its own gradients:");
        print("%-9s %s", composed.name(), composed.nodes());
        print("%-9s %s", fused.name(), fused.nodes());
        print("");
        print("       mean loss of the epoch's batches        accuracy on the test   largest |difference|");
        print(
                "epoch  %-18s  %-18s  %9s  %9s   of gradients in a step",
                composed.name(), fused.name(), composed.name(), fused.name());
    }

    void printEpoch(Epoch epoch) {
        print(
                "%5d  %-18.16f  %-18.16f  %7.2f %%  %7.2f %%   %.1e",
                epoch.number(),
                epoch.composedLoss(),
                epoch.fusedLoss(),
                100 * epoch.composedAccuracy(),
                100 * epoch.fusedAccuracy(),
                epoch.gradientDifference());
    }

    void printAccuracy(Task task, Network network) {
        double accuracy = network.accuracy(task.test());
        double deviation = Math.sqrt(accuracy * (1 - accuracy) / task.test().size());
        print("");
        print(
                "accuracy  %6.2f %% of the %,d test samples, standard error %.2f",
                100 * accuracy, task.test().size(), 100 * deviation);
        task.ledFlipProbability().ifPresent(flip -> {
            double expected = LedDigits.expectedAccuracy(flip, network::classify);
            print(
                    "          %6.2f %% expected of ever more samples, computed exactly from segments and noise",
                    100 * expected);
            print(
                    "          %6.2f %% is the best that any classifier can have, computed likewise",
                    100 * LedDigits.bayesAccuracy(flip));
        });
    }

    void printFindings(Findings findings, int samples) {
        print("");
        print("gradient check of the trained network on %d samples, by every parameter and by the input x", samples);
        print(
                "(differences along %d random directions each, relative to the gradient's norm)",
                NetworkCheck.DIRECTIONS);
        print(
                "%-6s %-10s  %18s  %24s  %21s",
                "",
                "shape",
                composed.name() + " - " + fused.name(),
                composed.name() + " - differences",
                fused.name() + " - differences");
        print("%-6s %-10s  %18.1e", "loss", "[]", findings.lossDifference());
        for (Row row : findings.rows()) {
            print(
                    "%-6s %-10s  %18.1e  %24.1e  %21.1e",
                    row.name(), row.shape(), row.pathDifference(), row.composedError(), row.fusedError());
        }
        print("");
    }

    void printVerdict(Verdict verdict) {
        out.println(verdict.sentence());
        out.flush();
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
        out.flush();
    }
}
