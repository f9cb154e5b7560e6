package io.github.gradtape.cli;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the class and its probability for every sample of a file. */
@Command(
        name = "predict",
        description = "Prints the class that a saved model takes each sample for, and its probability, as CSV.",
        footer = {"", "Exit status: 0, or 2 for a wrong option or an unreadable file."})
final class PredictCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train --save has written.")
    private Path modelFile;

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "Samples as train --data takes them from files, with their classes or, in CSV, without.")
    private Path data;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() throws DataFileException {
        SavedModel saved = SavedModel.read(modelFile);
        Tensor logits = saved.logits(data, saved.features(data));
        Tensor probabilities = Ops.softmax(Node.constant(logits), 1).value();
        Lines out = new Lines(spec.commandLine().getOut());
        out.print("sample,class,probability");
        Tensor classes = Reductions.argmax(logits, 1);
        for (int i = 0; i < probabilities.shape().extent(0); i++) {
            int best = (int) classes.get(i);
            String name = OneLine.of(saved.classifier().classNames().get(best));
            out.print("%d,%s,%.6f", i + 1, csv(name), probabilities.get(i, best));
        }
        return 0;
    }

    /** A line as a field. */
    private static String csv(String line) {
        return line.matches("[^\",]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }
}
