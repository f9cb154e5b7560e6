package io.github.gradtape.cli;

import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how accurate the softmax family is beside the textbook's formulas, and checks that it keeps its contract. */
@Command(
        name = "accuracy",
        description =
                "Measures the errors of the fused cross-entropy, softmax, log-softmax and log-sum-exp on random rows against "
                        + "60 digits, beside those of the textbook's formulas, and checks that they keep their contract.",
        footer = {"", "Exit status: 0 if the contract is kept, 1 if it is not, 2 for a wrong option."})
final class AccuracyCommand implements Callable<Integer> {

    private final RowValues.Formula ours;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Random rows of each scale. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Mixin
    private CommonOptions common;

    AccuracyCommand(RowValues.Formula ours) {
        this.ours = ours;
    }

    @Override
    public Integer call() {
        CommonOptions.require(spec, rows >= 1, "--rows", rows + " must be at least 1");
        SplittableRandom random = new SplittableRandom(common.seed());
        AccuracyReport report = new AccuracyReport(new Lines(spec.commandLine().getOut()), ours);
        report.printHead(rows, common.seed());
        LogitScale.ALL.forEach(scale -> report.printScale(scale, rows, random.split()));
        return report.printVerdict() ? 0 : 1;
    }
}
