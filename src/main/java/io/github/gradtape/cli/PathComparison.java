package io.github.gradtape.cli;

import io.github.gradtape.cli.Network.Step;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Two networks from the same start, trained on the same batches by gradient descent, each through its own path.
 *
 * <p>They never exchange anything: each step takes each network's own gradients at its own weights. What differs is rounding, and
 * what rounding has made of the weights by then.
 */
final class PathComparison {

    private final LossPath composedPath;
    private final LossPath fusedPath;
    private Network composed;
    private Network fused;

    /** What happened in an epoch: mean losses of its batches, accuracies after it, and the largest difference of any gradient. */
    record Epoch(
            int number,
            double composedLoss,
            double fusedLoss,
            double composedAccuracy,
            double fusedAccuracy,
            double gradientDifference) {

        boolean isFinite() {
            return Double.isFinite(composedLoss + fusedLoss + gradientDifference);
        }
    }

    PathComparison(Network start, LossPath composedPath, LossPath fusedPath) {
        this.composed = start;
        this.fused = start;
        this.composedPath = composedPath;
        this.fusedPath = fusedPath;
    }

    Network fusedNetwork() {
        return fused;
    }

    /** Trains both networks for one epoch. */
    Epoch train(int number, Task task, int batchSize, double rate, RandomGenerator order, Progress progress) {
        double composedLoss = 0;
        double fusedLoss = 0;
        double difference = 0;
        List<DataSet> batches = task.train().batches(batchSize, order);
        for (int i = 0; i < batches.size(); i++) {
            progress.show(number, i, batches.size());
            DataSet batch = batches.get(i);
            Step c = composed.step(batch, composedPath);
            Step f = fused.step(batch, fusedPath);
            difference = Math.max(difference, largestDifference(c.gradients(), f.gradients()));
            composed = composed.descended(c.gradients(), rate);
            fused = fused.descended(f.gradients(), rate);
            double share = (double) batch.size() / task.train().size();
            composedLoss += share * c.loss();
            fusedLoss += share * f.loss();
        }
        return new Epoch(
                number,
                composedLoss,
                fusedLoss,
                composed.accuracy(task.test()),
                fused.accuracy(task.test()),
                difference);
    }

    private static double largestDifference(List<Tensor> as, List<Tensor> bs) {
        double largest = 0;
        for (int k = 0; k < as.size(); k++) {
            largest = Math.max(largest, largestDifference(as.get(k), bs.get(k)));
        }
        return largest;
    }

    /** The largest |aᵢ − bᵢ|, NaN if any is. */
    static double largestDifference(Tensor a, Tensor b) {
        double largest = 0;
        for (int i = 0; i < a.size(); i++) {
            largest = Math.max(largest, Math.abs(a.borrow()[i] - b.borrow()[i]));
        }
        return largest;
    }
}
