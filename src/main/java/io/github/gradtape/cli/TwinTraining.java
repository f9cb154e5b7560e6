package io.github.gradtape.cli;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Pass;
import io.github.gradtape.nn.optim.Optimizer;
import io.github.gradtape.nn.optim.OptimizerState;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Two models from the same start, trained on the same batches by the same optimizer, each through its own path.
 *
 * <p>They never exchange anything: each step takes each model's own gradients at its own weights. What differs is rounding, and
 * what rounding has made of the weights by then.
 */
final class TwinTraining {

    /** One model on its way, by one path. */
    private static final class Trainee {

        private final LossPath path;
        private final Optimizer optimizer;
        private final Model start;
        private OptimizerState state;
        private double loss;
        private Map<String, Tensor> gradients;

        Trainee(LossPath path, Optimizer optimizer, Model start) {
            this.path = path;
            this.optimizer = optimizer;
            this.start = start;
            this.state = OptimizerState.start(start.parameters());
        }

        void step(DataSet batch) {
            Pass pass = Pass.training(model(), new Tape(), new SplittableRandom(state.steps()));
            Node logits = start.layer().apply(Node.constant(batch.features()), pass);
            Node mean = path.loss().apply(logits, Node.constant(batch.targets()));
            loss = mean.value().item();
            gradients = pass.gradients(mean);
            state = optimizer.step(state, gradients);
        }

        Model model() {
            return start.with(state.parameters());
        }

        double accuracy(DataSet samples) {
            return Predictions.of(model(), samples).accuracy();
        }
    }

    private final Trainee composed;
    private final Trainee fused;

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

    TwinTraining(Model start, Optimizer optimizer, LossPath composedPath, LossPath fusedPath) {
        this.composed = new Trainee(composedPath, optimizer, start);
        this.fused = new Trainee(fusedPath, optimizer, start);
    }

    Model fusedModel() {
        return fused.model();
    }

    /** Trains both models for one epoch. */
    Epoch train(int number, Task task, int batchSize, RandomGenerator order, ProgressLine progress) {
        double composedLoss = 0;
        double fusedLoss = 0;
        double difference = 0;
        List<DataSet> batches = task.train().batches(batchSize, order);
        for (int i = 0; i < batches.size(); i++) {
            DataSet batch = batches.get(i);
            composed.step(batch);
            fused.step(batch);
            difference = Math.max(difference, largestDifference(composed.gradients, fused.gradients));
            double share = (double) batch.size() / task.train().size();
            composedLoss += share * composed.loss;
            fusedLoss += share * fused.loss;
            progress.show(number, i + 1, batches.size(), "");
        }
        progress.clear();
        return new Epoch(
                number,
                composedLoss,
                fusedLoss,
                composed.accuracy(task.test()),
                fused.accuracy(task.test()),
                difference);
    }

    private static double largestDifference(Map<String, Tensor> as, Map<String, Tensor> bs) {
        double largest = 0;
        for (String name : as.keySet()) {
            largest = Math.max(largest, largestDifference(as.get(name), bs.get(name)));
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
