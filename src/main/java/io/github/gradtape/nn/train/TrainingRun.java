package io.github.gradtape.nn.train;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Pass;
import io.github.gradtape.nn.optim.OptimizerState;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One training, epoch by epoch. */
final class TrainingRun {

    /** The loss of a batch, how many of it were classified right, and the gradients by the parameters. */
    private record Step(double loss, double hits, Map<String, Tensor> gradients) {}

    private final Trainer trainer;
    private final DataSet samples;
    private final Optional<DataSet> heldOut;
    private final TrainingListener listener;

    /** Where each epoch has a generator of its own from, those done before this training as well. */
    private final SplittableRandom root;

    private final Model start;
    private History history = new History();
    private OptimizerState state;
    private int epochs;
    private Training soFar;

    TrainingRun(
            Trainer trainer, Checkpoint start, DataSet samples, Optional<DataSet> heldOut, TrainingListener listener) {
        this.trainer = trainer;
        this.samples = samples;
        this.heldOut = heldOut;
        this.listener = listener;
        this.root = new SplittableRandom(trainer.seed());
        for (int done = 0; done < start.epochs(); done++) {
            root.split();
        }
        this.start = start.model();
        this.state = start.state();
        this.epochs = start.epochs();
        this.soFar = new Training(this.start, start, history);
    }

    Training run() {
        double least =
                score(start, "before epoch " + (epochs + 1)).map(Score::loss).orElse(Double.NaN);
        int waited = 0;
        boolean goesOn = true;
        while (goesOn && epochs < trainer.epochs() && waited < trainer.patience()) {
            EpochReport report = epoch();
            history = history.plus(report);
            double loss = report.validation().map(Score::loss).orElse(Double.NaN);
            boolean isBest = heldOut.isEmpty() || loss < least;
            waited = isBest ? 0 : waited + 1;
            least = isBest ? loss : least;
            Model best = isBest ? model() : soFar.best();
            soFar = new Training(best, new Checkpoint(start.layer(), epochs, state), history);
            goesOn = listener.epochDone(report, soFar);
        }
        return soFar;
    }

    private Model model() {
        return start.with(state.parameters());
    }

    private EpochReport epoch() {
        int number = epochs + 1;
        RandomGenerator random = root.split();
        List<DataSet> batches = samples.batches(trainer.batchSize(), random);
        double loss = 0;
        double hits = 0;
        int seen = 0;
        double rate = Double.NaN;
        for (int i = 0; i < batches.size(); i++) {
            DataSet batch = batches.get(i);
            rate = trainer.optimizer().schedule().rate(state.steps());
            Step step = descend(batch, random.nextLong(), "epoch " + number + ", batch " + (i + 1));
            loss += step.loss * batch.size();
            hits += step.hits;
            seen += batch.size();
            Score running = new Score(loss / seen, hits / seen);
            listener.batchDone(new BatchReport(number, i + 1, batches.size(), rate, running));
        }
        epochs = number;
        Score training = new Score(loss / seen, hits / seen);
        return new EpochReport(number, rate, training, score(model(), "after epoch " + number));
    }

    private Step descend(DataSet batch, long seed, String where) {
        Model model = model();
        Step step = step(model, batch, new Tape(), seed);
        if (!Double.isFinite(step.loss) || !areFinite(step.gradients)) {
            throw diverged(model, batch, seed, where + ": the loss or a gradient is not finite");
        }
        state = moved(trainer.clipping().apply(step.gradients));
        if (!areFinite(state.parameters())) {
            throw new DivergedException(
                    where + ": the step by rate "
                            + trainer.optimizer().schedule().rate(state.steps() - 1)
                            + " led to a parameter that is not finite",
                    soFar);
        }
        return step;
    }

    /** An optimizer of somebody's own may leave out a parameter, which would be back where the training began. */
    private OptimizerState moved(Map<String, Tensor> gradients) {
        OptimizerState moved = trainer.optimizer().step(state, gradients);
        if (!moved.parameters().keySet().equals(start.parameters().keySet())) {
            throw new IllegalStateException(trainer.optimizer() + " made a step from the parameters "
                    + start.parameters().keySet() + " to " + moved.parameters().keySet()
                    + "; all of them must be there");
        }
        return moved;
    }

    private Step step(Model model, DataSet batch, Tape tape, long seed) {
        Pass pass = Pass.training(model, tape, new SplittableRandom(seed));
        Node output = model.layer().apply(Node.constant(batch.features()), pass);
        Node loss = loss(output, batch);
        double hits = Predictions.hits(output.value(), batch.labels());
        return new Step(loss.value().item(), hits, pass.gradients(loss));
    }

    private Node loss(Node output, DataSet batch) {
        Node loss = trainer.loss().apply(output, Node.constant(batch.labels()));
        if (loss.value().size() != 1) {
            throw new IllegalArgumentException(
                    "a loss of shape " + loss.shape() + ": must be one number, the mean of the batch");
        }
        return loss;
    }

    private static boolean areFinite(Map<String, Tensor> tensors) {
        for (Tensor tensor : tensors.values()) {
            double largest = 0;
            for (double value : tensor.borrow()) {
                largest = Math.max(largest, Math.abs(value)); // NaN stays
            }
            if (!Double.isFinite(largest)) {
                return false;
            }
        }
        return true;
    }

    /** The same step again on a tape that watches: it throws where the first number that is not finite comes up. */
    private DivergedException diverged(Model model, DataSet batch, long seed, String what) {
        try {
            step(model, batch, Tape.watching(), seed);
        } catch (ArithmeticException e) {
            return new DivergedException(what + ". " + e.getMessage(), soFar);
        }
        String blame = faultOf(samples);
        return new DivergedException(what + (blame.isEmpty() ? faultOf(model) : blame), soFar);
    }

    /** What is left to be the cause of others, where the samples are finite. */
    private static String faultOf(Model model) {
        return areFinite(model.parameters())
                ? ", as a layer or the loss has put in an infinity or a NaN, such as a mask of a whole row"
                : ", as a parameter was not";
    }

    /** The first number of the samples that is not finite, as the cause of others; empty if there is none. */
    private static String faultOf(DataSet samples) {
        double[] features = samples.features().borrow();
        for (int k = 0; k < features.length; k++) {
            if (!Double.isFinite(features[k])) {
                return ", as sample " + k / samples.featureCount() + " of data set " + samples.name() + " holds "
                        + features[k];
            }
        }
        return "";
    }

    /** The score by which the best model is chosen, which a loss of NaN could not do. */
    private Optional<Score> score(Model model, String when) {
        return heldOut.map(them -> {
            Node output = Node.constant(Predictions.logits(model, them.features()));
            double hits = Predictions.hits(output.value(), them.labels());
            Score score = new Score(loss(output, them).value().item(), hits / them.size());
            if (Double.isNaN(score.loss())) {
                throw new DivergedException(when + ": the loss of the samples held out is NaN" + faultOf(them), soFar);
            }
            return score;
        });
    }
}
