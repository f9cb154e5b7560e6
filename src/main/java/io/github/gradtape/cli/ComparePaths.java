package io.github.gradtape.cli;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.TwinTraining.Epoch;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.nn.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Trains a network twice, by the composed and by the fused loss, and checks that both are the same and right. */
record ComparePaths(Task task, Model start, Trainer trainer, LossPath composed, LossPath fused, TrainReport out) {

    private static final int CHECKED_SAMPLES = 16;

    /** The exit status. */
    int run(RandomGenerator random) {
        ComparisonReport report = new ComparisonReport(out.lines(), composed, fused);
        report.printColumns();
        TwinTraining twins = new TwinTraining(start, trainer.optimizer(), composed, fused);
        List<Epoch> history = train(twins, report);
        Model trained = twins.fusedModel();
        out.printAccuracy(task, trained, Predictions.of(trained, task.test()));

        DataSet samples = firstOf(task.test());
        Findings findings = new NetworkCheck(trained, samples, random).run(composed, fused);
        report.printFindings(findings, samples.size());
        Verdict verdict = Verdict.of(history, findings);
        report.printVerdict(verdict);
        return verdict.passed() ? 0 : 1;
    }

    private List<Epoch> train(TwinTraining twins, ComparisonReport report) {
        ProgressLine progress = ProgressLine.of(out.lines().writer(), trainer.epochs());
        RandomGenerator order = new SplittableRandom(trainer.seed());
        List<Epoch> history = new ArrayList<>();
        Epoch epoch;
        do {
            epoch = twins.train(history.size() + 1, task, trainer.batchSize(), order, progress);
            history.add(epoch);
            report.printEpoch(epoch);
        } while (history.size() < trainer.epochs() && epoch.isFinite());
        return history;
    }

    private static DataSet firstOf(DataSet samples) {
        return samples.rows(
                IntStream.range(0, Math.min(CHECKED_SAMPLES, samples.size())).toArray());
    }
}
