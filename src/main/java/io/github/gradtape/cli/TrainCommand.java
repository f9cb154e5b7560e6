package io.github.gradtape.cli;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.PathComparison.Epoch;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains one network twice from the same start, by the composed and by the fused loss, and checks that they are the same. */
@Command(
        name = "train",
        description =
                "Trains one tiny network twice from the same start, once through the nodes Softmax and CrossEntropy and "
                        + "once through the fused SoftmaxCrossEntropy, and checks that both have the same loss and gradients.",
        footer = {"", "Exit status: 0 if both paths agree, 1 if they do not, 2 for a wrong option or unreadable data."})
final class TrainCommand implements Callable<Integer> {

    static final int HIDDEN = 16;
    private static final int CHECKED_SAMPLES = 16;

    private final LossPath composed;
    private final LossPath fused;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "A CSV file (numbers, the class in the last column, a header or none), a folder with MNIST's IDX "
                            + "files, gzipped or not, or one such file of images. Default: LED digits, made for the run.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "How often every sample is seen. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            description = "Samples in a step. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--rate",
            paramLabel = "X",
            defaultValue = "0.1",
            description = "The rate of gradient descent. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where all random numbers come from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    TrainCommand(LossPath composed, LossPath fused) {
        this.composed = composed;
        this.fused = fused;
    }

    @Override
    public Integer call() throws DataFileException {
        require(epochs >= 1, "--epochs", epochs + " must be at least 1");
        require(batch >= 1, "--batch", batch + " must be at least 1");
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "--rate", rate + " must be positive and finite");
        SplittableRandom random = new SplittableRandom(seed);
        Task task = task(random.split());
        Network start =
                Network.random(task.train().featureCount(), HIDDEN, task.train().classCount(), random.split());
        TrainReport report = new TrainReport(spec.commandLine().getOut(), composed, fused);
        report.printHead(task, String.format(Locale.ROOT, "seed %d, rate %s, batches of %d", seed, rate, batch));

        PathComparison comparison = new PathComparison(start, composed, fused);
        List<Epoch> history = train(comparison, task, random.split(), report);
        Network trained = comparison.fusedNetwork();
        report.printAccuracy(task, trained);

        DataSet samples = firstOf(task.test());
        Findings findings = new NetworkCheck(trained, samples, random.split()).run(composed, fused);
        report.printFindings(findings, samples.size());
        Verdict verdict = Verdict.of(history, findings);
        report.printVerdict(verdict);
        return verdict.passed() ? 0 : 1;
    }

    private List<Epoch> train(PathComparison comparison, Task task, RandomGenerator order, TrainReport report) {
        Progress progress = new Progress(spec.commandLine().getOut(), Progress.isTerminal(), epochs);
        List<Epoch> history = new ArrayList<>();
        Epoch epoch;
        do {
            epoch = comparison.train(history.size() + 1, task, batch, rate, order, progress);
            history.add(epoch);
            progress.clear();
            report.printEpoch(epoch);
        } while (history.size() < epochs && epoch.isFinite());
        return history;
    }

    private static DataSet firstOf(DataSet samples) {
        return samples.rows(
                IntStream.range(0, Math.min(CHECKED_SAMPLES, samples.size())).toArray());
    }

    private Task task(RandomGenerator random) throws DataFileException {
        if (data.isEmpty()) {
            return Task.ledDigits(random);
        }
        DataSet all = Task.read(data.get());
        require(
                all.size() >= Task.MIN_SAMPLES,
                "--data",
                data.get() + " has " + all.size() + " samples, expected at least " + Task.MIN_SAMPLES
                        + " to hold out a fifth");
        return Task.heldOut(data.get(), all, random);
    }

    private void require(boolean holds, String option, String fault) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), "Invalid value for option '" + option + "': " + fault);
        }
    }
}
