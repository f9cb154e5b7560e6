package io.github.gradtape.cli;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.IdxFolder;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.train.Trainer;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Trains a network, or two by both paths to the loss, and says how good it has become. */
@Command(
        name = "train",
        sortOptions = false,
        description = "Trains a tiny network and shows how good it becomes on samples that it has not seen.",
        footer = {
            "",
            "Exit status: 0 if the training ended well, 1 if it left the finite numbers or, with --compare-paths, the "
                    + "paths do not agree, 2 for a wrong option or unreadable data."
        })
final class TrainCommand implements Callable<Integer> {

    /** The share of the samples of a file that is held out. */
    private static final double TEST_SHARE = 0.2;

    /** The fewest samples of which a fifth, rounded, is one. */
    private static final int MIN_SAMPLES = 3;

    private final LossPath composed;
    private final LossPath fused;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            defaultValue = "led",
            description =
                    "A data set made for the run (led, xor, blobs, spirals or waveform), or a file: CSV (numbers, the "
                            + "class in the last column, a header or none), NPZ (arrays x and y), a folder with MNIST's IDX files, "
                            + "gzipped or not, or one such file of images. A fifth is held out, unless the folder has train and t10k files. "
                            + "Default: ${DEFAULT-VALUE}.")
    private String data;

    @Option(
            names = "--layers",
            paramLabel = "LIST",
            defaultValue = "16",
            description =
                    "The layers before the last: units as in 64,32; for images also filters and their size as in 8@5, "
                            + "and pool, which keeps the largest of every 2 x 2; or none. Default: ${DEFAULT-VALUE}.")
    private String layers;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            defaultValue = "tanh",
            description = "What follows each of them: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ActivationChoice activation;

    @Mixin
    private StepOptions step;

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
            names = "--folds",
            paramLabel = "K",
            description =
                    "Cross-validation: trains K times, each time with another part of the file's samples held out.")
    private Optional<Integer> folds = Optional.empty();

    @Option(
            names = "--compare-paths",
            description =
                    "Trains twice from the same start, once through the nodes Softmax and CrossEntropy and once through "
                            + "the fused SoftmaxCrossEntropy, and checks that losses and gradients are the same.")
    private boolean comparePaths;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Where the model is kept, in the safetensors format; it is written after every epoch.")
    private Optional<Path> save = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "A folder for report.html, a page with curves and pictures of what was learned.")
    private Optional<Path> report = Optional.empty();

    @Mixin
    private CommonOptions common;

    TrainCommand(LossPath composed, LossPath fused) {
        this.composed = composed;
        this.fused = fused;
    }

    @Override
    public Integer call() throws IOException {
        SplittableRandom random = new SplittableRandom(common.seed());
        requireOptions();
        TrainReport out = new TrainReport(new Lines(spec.commandLine().getOut()));
        if (folds.isPresent()) {
            return crossValidate(out, random);
        }
        Task task = task(random.split());
        Model start = start(task, random.split());
        Trainer trainer = trainer(task.train());
        out.printHead(task, start, settings());
        if (comparePaths) {
            return new ComparePaths(task, start, trainer, composed, fused, out).run(random.split());
        }
        List<Path> files =
                Task.MADE.containsKey(data) ? List.of() : FileKind.of(path()).files(path());
        return new TrainAndShow(task, start, trainer, settings(), files, save, report, out).run();
    }

    private int crossValidate(TrainReport out, RandomGenerator random) throws DataFileException {
        Path path = path();
        DataSet all = read(path);
        require(
                all.size() >= folds.get(),
                "--folds",
                folds.get() + " folds of " + all.size() + " samples: each must have one at least");
        List<DataSet.Split> splits = all.stratifiedFolds(folds.get(), random);
        return new CrossValidation(path, splits, this::trainer, this::start, settings()).run(out, random);
    }

    private void requireOptions() {
        require(epochs >= 1, "--epochs", epochs + " must be at least 1");
        require(batch >= 1, "--batch", batch + " must be at least 1");
        step.requireAllowed(spec);
        folds.ifPresent(k -> {
            require(k >= 2, "--folds", k + " must be at least 2");
            require(!Task.MADE.containsKey(data), "--folds", "takes a file, of made data there is always more");
            require(save.isEmpty(), "--save", "cross-validation makes no model to keep");
            require(report.isEmpty(), "--report", "cross-validation has none");
            require(!comparePaths, "--compare-paths", "takes one training, not cross-validation");
        });
        if (comparePaths) {
            require(save.isEmpty(), "--save", "a comparison makes two models; leave out --compare-paths to keep one");
            require(report.isEmpty(), "--report", "a comparison has none; leave out --compare-paths to have one");
        }
    }

    private Trainer trainer(DataSet samples) {
        long steps = (long) epochs * ((samples.size() - 1) / batch + 1);
        return Trainer.of(step.optimizer(steps))
                .withEpochs(epochs)
                .withBatchSize(batch)
                .withSeed(common.seed());
    }

    private String settings() {
        return step + ", batches of " + batch + ", seed " + common.seed();
    }

    private Model start(Task task, RandomGenerator random) {
        List<Layer> before;
        try {
            before = task.before();
        } catch (IllegalArgumentException e) {
            throw CommonOptions.refusal(spec, "--data", data + ": " + e.getMessage());
        }
        try {
            Sequential network = LayerList.network(
                    layers,
                    activation,
                    before,
                    task.train().sampleShape(),
                    task.train().classCount());
            return Model.initial(network, random);
        } catch (IllegalArgumentException e) {
            throw CommonOptions.refusal(spec, "--layers", e.getMessage());
        }
    }

    private Task task(RandomGenerator random) throws DataFileException {
        if (Task.MADE.containsKey(data)) {
            return Task.MADE.get(data).apply(random);
        }
        Path path = path();
        if (Files.isDirectory(path) && IdxFolder.isSplit(path)) {
            DataSet.Split split = IdxFolder.readSplit(path);
            requireClasses(split.train());
            return Task.of(path, split);
        }
        DataSet all = read(path);
        require(
                all.size() >= MIN_SAMPLES,
                "--data",
                data + " has " + all.size() + " samples, expected at least " + MIN_SAMPLES + " to hold out a fifth");
        return Task.of(path, all.stratifiedSplit(TEST_SHARE, random));
    }

    private Path path() {
        try {
            return CommonOptions.path(data);
        } catch (TypeConversionException e) {
            throw CommonOptions.refusal(spec, "--data", e.getMessage());
        }
    }

    private DataSet read(Path path) throws DataFileException {
        require(
                path.toFile().exists(),
                "--data",
                data + " is neither a file nor one of the made data sets "
                        + Task.MADE.keySet().stream().sorted().collect(Collectors.joining(", ")));
        DataSet all = FileKind.of(path).read(path);
        requireClasses(all);
        return all;
    }

    private void requireClasses(DataSet samples) {
        Tensor labels = samples.labels();
        double first = labels.get(0);
        require(
                Reductions.min(labels).item() < Reductions.max(labels).item(),
                "--data",
                data + " has the one class \"" + samples.classNames().get((int) first) + "\", expected at least two");
    }

    private void require(boolean holds, String option, String fault) {
        CommonOptions.require(spec, holds, option, fault);
    }
}
