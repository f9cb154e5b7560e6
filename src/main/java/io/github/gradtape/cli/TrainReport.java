package io.github.gradtape.cli;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.train.DivergedException;
import io.github.gradtape.nn.train.EpochReport;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.nn.train.Score;
import java.util.Locale;

/** What a training prints, in lines of at most 100 columns of ASCII. */
record TrainReport(Lines lines) {

    private static final double MOST_IN_DIGITS = 1000;

    void printHead(Task task, Model model, String settings) {
        DataSet train = task.train();
        lines.print("data      %s", task.description());
        lines.print(
                "          %,d samples to learn from, %,d to test on; %,d classes",
                train.size(), task.test().size(), train.classCount());
        lines.print("steps     %s", settings);
        lines.print("network");
        model.summary(train.sampleShape()).lines().forEach(line -> lines.print("  %s", line));
        lines.print("");
    }

    void printColumns() {
        lines.print("       on the samples to learn from    on the test samples");
        lines.print("epoch        loss       accuracy             loss       accuracy");
    }

    void printEpoch(EpochReport epoch) {
        Score training = epoch.training();
        Score test = epoch.validation().orElseThrow();
        lines.print(
                "%5d  %10s      %7.2f %%       %10s      %7.2f %%",
                epoch.epoch(), loss(training), 100 * training.accuracy(), loss(test), 100 * test.accuracy());
    }

    private static String loss(Score score) {
        return String.format(Locale.ROOT, score.loss() < MOST_IN_DIGITS ? "%.6f" : "%.3e", score.loss());
    }

    /** The predictions are those of the model for the test samples. */
    void printAccuracy(Task task, Model model, Predictions predictions) {
        lines.print("");
        double error = 100 * predictions.standardError();
        lines.print(
                "accuracy  %6.2f %% of the %,d test %s%s",
                100 * predictions.accuracy(),
                predictions.size(),
                predictions.size() == 1 ? "sample" : "samples",
                // of 0 where all are right or all are wrong, it tells nothing of how far off that is
                error > 0 ? String.format(Locale.ROOT, ", standard error %.2f", error) : "");
        task.expectedAccuracy(model)
                .ifPresent(expected -> lines.print(
                        "          %6.2f %% expected of ever more samples, computed exactly", 100 * expected));
        task.best().ifPresent(best -> lines.print("          %6.2f %% %s", 100 * best.accuracy(), best.words()));
        lines.print("log-loss  %8.4f", predictions.logLoss());
    }

    /** Says where the training failed; not which line of this program recorded the op, as that is not the reader's. */
    void printFailure(String where, DivergedException e) {
        lines.print("FAIL: %s%s", where, e.getMessage().replaceFirst("; recorded at .*", ""));
    }
}
