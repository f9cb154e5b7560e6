package io.github.gradtape.cli;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.FileAccess;
import io.github.gradtape.nn.Classifier;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.train.BatchReport;
import io.github.gradtape.nn.train.Checkpoint;
import io.github.gradtape.nn.train.DivergedException;
import io.github.gradtape.nn.train.EpochReport;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.nn.train.Trainer;
import io.github.gradtape.nn.train.Training;
import io.github.gradtape.nn.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trains a network, keeps it and shows what it has learned. */
record TrainAndShow(
        Task task,
        Model start,
        Trainer trainer,
        String settings,
        List<Path> data,
        Optional<Path> save,
        Optional<Path> report,
        TrainReport out) {

    /** The exit status. */
    int run() throws IOException {
        requirePlaces();
        out.printColumns();
        Training training;
        try {
            training = trainer.train(Checkpoint.start(start), task.train(), Optional.of(task.test()), new Progress());
        } catch (DivergedException e) {
            out.printFailure("", e);
            return 1;
        }
        Model trained = training.last().model();
        Predictions predictions = Predictions.of(trained, task.test());
        out.printAccuracy(task, trained, predictions);
        save.ifPresent(file -> out.lines().print("saved     %s", file));
        if (report.isPresent()) {
            Path file = page(report.get());
            String html = TrainingPage.of(task, trained, predictions, training.history(), settings)
                    .html();
            FileAccess.replace(file, bytes -> bytes.write(html.getBytes(StandardCharsets.UTF_8)));
            out.lines().print("report    %s", file);
        }
        return 0;
    }

    /** What cannot be kept is better known before the training than after it. */
    private void requirePlaces() throws IOException {
        Map<Path, String> taken = new HashMap<>();
        for (Path file : data) {
            if (Files.isRegularFile(file)) {
                taken.put(file.toRealPath(), "--data");
            }
        }
        if (report.isPresent()) {
            makeFolder(report.get());
            take(page(report.get()), "--report", taken);
        }
        if (save.isPresent()) {
            take(save.get(), "--save", taken);
        }
    }

    private static void take(Path file, String option, Map<Path, String> taken) throws DataFileException {
        String other = taken.putIfAbsent(FileAccess.requireWritable(file), option);
        if (other != null) {
            throw new DataFileException(file, option + " would write over the file of " + other);
        }
    }

    private static void makeFolder(Path folder) throws DataFileException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataFileException(folder, "is no folder and cannot be made: " + FileAccess.reason(e), e);
        }
    }

    private static Path page(Path folder) {
        return folder.resolve("report.html");
    }

    /** Tells how it goes on, and keeps what there is after every epoch, whatever becomes of the next one. */
    private final class Progress implements TrainingListener {

        private final ProgressLine line = ProgressLine.of(out.lines().writer(), trainer.epochs());

        @Override
        public void batchDone(BatchReport report) {
            String state = String.format(
                    Locale.ROOT,
                    ", loss %.4f, accuracy %.2f %%",
                    report.running().loss(),
                    100 * report.running().accuracy());
            line.show(report.epoch(), report.batch(), report.batches(), state);
        }

        @Override
        public boolean epochDone(EpochReport report, Training soFar) {
            line.clear();
            save.ifPresent(file -> keep(soFar.last().model(), file));
            out.printEpoch(report);
            return true;
        }

        private void keep(Model model, Path file) {
            try {
                new Classifier(model, task.train()).write(file);
            } catch (DataFileException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
