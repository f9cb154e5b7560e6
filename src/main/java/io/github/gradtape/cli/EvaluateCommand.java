package io.github.gradtape.cli;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.train.ClassScore;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.ConfusionMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how good a saved model is on the samples of a file. */
@Command(
        name = "evaluate",
        description =
                "Prints how good a saved model is on samples with their classes: accuracy, log-loss, calibration, the "
                        + "scores of every class and which classes it confuses.",
        footer = {"", "Exit status: 0, or 2 for a wrong option or an unreadable file."})
final class EvaluateCommand implements Callable<Integer> {

    private static final int BINS = 15;

    /** The most classes that stand side by side. */
    private static final int MOST_COLUMNS = ConfusionMap.MOST_CLASSES;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train --save has written.")
    private Path modelFile;

    @Parameters(index = "1", paramLabel = "DATA", description = "Samples as train --data takes them from files.")
    private Path data;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() throws DataFileException {
        SavedModel saved = SavedModel.read(modelFile);
        DataSet samples = saved.labelled(data);
        Predictions predictions = new Predictions(saved.logits(samples.features()), samples.labels());
        Lines out = new Lines(spec.commandLine().getOut());
        out.print("samples   %,d of %s", predictions.size(), data);
        out.print("accuracy  %6.2f %%", 100 * predictions.accuracy());
        out.print("log-loss  %8.4f", predictions.logLoss());
        out.print(
                "expected calibration error  %.4f, over %d bins of confidence",
                predictions.reliability(BINS).expectedCalibrationError(), BINS);
        List<String> names = samples.classNames().stream().map(OneLine::of).toList();
        out.print("");
        printClasses(out, names, predictions.classScores());
        out.print("");
        if (names.size() <= MOST_COLUMNS) {
            printConfusion(out, names, predictions.confusion());
        } else {
            out.print("which classes are taken for which is shown for at most %d classes", MOST_COLUMNS);
        }
        return 0;
    }

    private static void printClasses(Lines out, List<String> names, List<ClassScore> scores) {
        int width = width(names, "class");
        String row = "%-" + width + "s  %9.4f  %9.4f  %9.4f  %,9d";
        out.print("%-" + width + "s  %9s  %9s  %9s  %9s", "class", "precision", "recall", "F1", "samples");
        for (int c = 0; c < names.size(); c++) {
            ClassScore score = scores.get(c);
            out.print(row, names.get(c), score.precision(), score.recall(), score.f1(), score.actual());
        }
    }

    private static void printConfusion(Lines out, List<String> names, Tensor confusion) {
        int width = width(names, "is");
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", "is"));
        for (int c = 0; c < names.size(); c++) {
            head.append(String.format(Locale.ROOT, "  %7s", abbreviated(names.get(c))));
        }
        out.print("%s", "taken for: one column for each class, in the same order");
        out.print("%s", head);
        for (int i = 0; i < names.size(); i++) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", names.get(i)));
            for (int j = 0; j < names.size(); j++) {
                row.append(String.format(Locale.ROOT, "  %7.0f", confusion.get(i, j)));
            }
            out.print("%s", row);
        }
    }

    private static int width(List<String> names, String head) {
        return names.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }

    private static String abbreviated(String name) {
        return name.length() <= 7 ? name : name.substring(0, 6) + ".";
    }
}
