package io.github.gradtape.cli;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.train.Predictions;
import java.nio.file.Path;
import java.util.List;
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
        Predictions predictions = new Predictions(saved.logits(data, samples.features()), samples.labels());
        Lines out = new Lines(spec.commandLine().getOut());
        out.print("samples   %,d of %s", predictions.size(), data);
        out.print("accuracy  %6.2f %%", 100 * predictions.accuracy());
        out.print("log-loss  %8.4f", predictions.logLoss());
        out.print(
                "expected calibration error  %.4f, over %d bins of confidence",
                predictions.reliability(TrainingPage.BINS).expectedCalibrationError(), TrainingPage.BINS);
        List<String> names = samples.classNames().stream().map(OneLine::of).toList();
        out.print("");
        String row = "%-" + ConfusionReport.width(names, "class") + "s  %9s  %9s  %9s  %9s";
        out.print(row, ClassTable.HEAD.toArray());
        ClassTable.rows(names, predictions).forEach(cells -> out.print(row, cells.toArray()));
        out.print("");
        new ConfusionReport(out, names, predictions).print();
        return 0;
    }
}
