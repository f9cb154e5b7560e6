package io.github.gradtape.nn.train;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.binaryCrossEntropy;
import static io.github.gradtape.ops.Ops.mean;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Dropout;
import io.github.gradtape.nn.Initialiser;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.optim.Adam;
import io.github.gradtape.nn.optim.Schedule;
import io.github.gradtape.nn.optim.Sgd;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

    /** Some roundings of numbers of the size of 1. */
    private static final double ROUNDING = 1e-15;

    /** Five samples of one feature, each its own class. */
    private static final DataSet FIVE = new DataSet(
            "five",
            Tensor.of(new double[][] {{0}, {1}, {2}, {3}, {4}}),
            Tensor.of(0, 1, 2, 3, 4),
            List.of("a", "b", "c", "d", "e"));

    /** A loss that is the mean of the labels, whatever the output. */
    @SuppressWarnings("UnnecessaryLambda") // the name is what tests read
    private static final BinaryOperator<Node> MEAN_LABEL =
            (y, labels) -> add(mean(labels), multiply(constant(0), mean(y)));

    private static final class Heard implements TrainingListener {

        private final List<BatchReport> batches = new ArrayList<>();
        private final List<EpochReport> epochs = new ArrayList<>();
        private final List<Training> trainings = new ArrayList<>();

        @Override
        public void batchDone(BatchReport report) {
            batches.add(report);
        }

        @Override
        public boolean epochDone(EpochReport report, Training training) {
            epochs.add(report);
            trainings.add(training);
            return true;
        }
    }

    private static Model initial(Layer layer) {
        return Model.initial(layer, new SplittableRandom(1));
    }

    private static Heard listen(Trainer trainer, Model model, DataSet samples) {
        Heard heard = new Heard();
        trainer.train(Checkpoint.start(model), samples, Optional.empty(), heard);
        return heard;
    }

    @Nested
    class Scores {

        private static final Trainer TRAINER =
                Trainer.of(new Sgd(0.1)).withLoss(MEAN_LABEL).withBatchSize(2).withEpochs(3);

        /** Always the first class, of five. */
        private static final Model FIRST = initial(new Linear(1, 5, Initialiser.ZEROS));

        @Test
        void ofAnEpochCountEverySampleOnceHoweverSmallTheLastBatch() {
            List<EpochReport> epochs = listen(TRAINER, FIRST, FIVE).epochs;
            assertEquals(3, epochs.size());
            for (EpochReport epoch : epochs) {
                assertEquals(2, epoch.training().loss(), ROUNDING);
                assertEquals(0.2, epoch.training().accuracy());
            }
        }

        @Test
        void ofBatchesAreOfTheEpochSoFar() {
            List<Double> order = new ArrayList<>();
            Layer looksOn = (x, pass) -> {
                Arrays.stream(x.value().toArray()).forEach(order::add);
                return x;
            };
            List<BatchReport> batches =
                    listen(TRAINER, initial(new Sequential(looksOn, new Linear(1, 5))), FIVE).batches;
            for (BatchReport report : batches) {
                int before = 5 * (report.epoch() - 1);
                int seen = Math.min(2 * report.batch(), 5);
                double loss = order.subList(before, before + seen).stream()
                        .mapToDouble(it -> it)
                        .average()
                        .orElseThrow();
                assertEquals(loss, report.running().loss(), ROUNDING);
            }
            assertEquals(15, order.size());
        }

        @Test
        void ofAllBatchesAreThoseOfTheEpoch() {
            DataSet samples = LedDigits.sample(64, 0.1, new SplittableRandom(1));
            Heard heard = listen(
                    Trainer.of(new Sgd(0.1)).withBatchSize(10).withEpochs(1), initial(new Linear(7, 10)), samples);
            assertEquals(
                    heard.epochs.get(0).training(),
                    heard.batches.get(heard.batches.size() - 1).running());
        }

        @Test
        void ofTheTrainingAreTakenBeforeTheSteps() {
            DataSet samples = LedDigits.sample(20, 0.1, new SplittableRandom(1));
            Model model = initial(new Linear(7, 10));
            Trainer trainer = Trainer.of(new Sgd(1)).withBatchSize(20).withEpochs(1);
            EpochReport report =
                    trainer.train(model, samples, samples).history().get(0);
            Score before = Predictions.of(model, samples).score(trainer.loss());
            assertEquals(before.loss(), report.training().loss(), 4 * ROUNDING, "but for the order of samples");
            assertEquals(before.accuracy(), report.training().accuracy());
            assertTrue(report.validation().orElseThrow().loss() < before.loss());
        }

        @Test
        void haveNoAccuracyOfAnOutputThatIsNotOneNumberForEachClass() {
            Model model = initial(new Linear(2, 1));
            Trainer trainer = Trainer.of(new Sgd(0.1)).withLoss((y, t) -> binaryCrossEntropy(reshape(y, t.shape()), t));
            assertEquals(
                    Double.NaN,
                    trainer.train(model, Xor.corners())
                            .history()
                            .get(0)
                            .training()
                            .accuracy());
        }
    }

    /** A network of one logit by the binary cross-entropy: its output is no number for each class. */
    @Nested
    class OneLogit {

        private static final DataSet SAMPLES = Xor.sample(200, 0.1, new SplittableRandom(1));
        private static final Trainer TRAINER = Trainer.of(new Adam(0.05))
                .withLoss((z, t) -> binaryCrossEntropy(reshape(z, t.shape()), t))
                .withEpochs(10);
        private static final Model MODEL = initial(new Sequential(new Linear(2, 8), Activation.TANH, new Linear(8, 1)));

        @Test
        void isHeldToSamplesHeldOutByItsLoss() {
            Training training = TRAINER.train(MODEL, SAMPLES, SAMPLES);
            Score last = training.history().get(9).validation().orElseThrow();
            assertTrue(last.loss() < 0.1, last.toString());
            assertEquals(Double.NaN, last.accuracy());
            assertEquals(TRAINER.train(MODEL, SAMPLES).last(), training.last());
        }
    }

    @Nested
    class Epochs {

        @Test
        void seeEverySampleOnceInAnOrderOfTheirOwn() {
            List<Double> seen = new ArrayList<>();
            Layer looksOn = (x, pass) -> {
                Arrays.stream(x.value().toArray()).forEach(seen::add);
                return x;
            };
            DataSet samples = new DataSet(
                    "hundred",
                    Tensor.of(Stream.iterate(0, i -> i + 1)
                            .limit(100)
                            .map(i -> new double[] {i})
                            .toArray(double[][]::new)),
                    Tensor.zeros(Shape.of(100)),
                    List.of("one"));
            Model model = initial(new Sequential(looksOn, new Linear(1, 1)));
            Trainer.of(new Sgd(1e-6)).withEpochs(2).withLoss(MEAN_LABEL).train(model, samples);
            List<Double> first = seen.subList(0, 100);
            List<Double> second = seen.subList(100, 200);
            List<Double> sorted = first.stream().sorted().toList();
            assertEquals(100, sorted.stream().distinct().count());
            assertEquals(sorted, second.stream().sorted().toList());
            assertNotEquals(sorted, first);
            assertNotEquals(first, second);
        }

        @Test
        void drawAnewForEveryBatch() {
            List<Tensor> seen = new ArrayList<>();
            Layer looksOn = (x, pass) -> {
                seen.add(x.value());
                return x;
            };
            DataSet ones = FIVE.withFeatures(Tensor.ones(Shape.of(5, 100)));
            Model model = initial(new Sequential(new Dropout(0.5), looksOn, new Linear(100, 5)));
            Trainer.of(new Sgd(0.1)).withBatchSize(1).withEpochs(2).train(model, ones);
            assertEquals(10, seen.size());
            assertEquals(10, seen.stream().distinct().count());
        }

        @Test
        void areReportedBatchByBatch() {
            Heard heard = listen(Trainer.of(new Sgd(0.1)).withBatchSize(2).withEpochs(2), initial(five()), FIVE);
            assertEquals(
                    List.of("1:1/3", "1:2/3", "1:3/3", "2:1/3", "2:2/3", "2:3/3"),
                    heard.batches.stream()
                            .map(it -> it.epoch() + ":" + it.batch() + "/" + it.batches())
                            .toList());
            assertEquals(
                    List.of(1, 2), heard.epochs.stream().map(EpochReport::epoch).toList());
        }

        private static Layer five() {
            return new Linear(1, 5);
        }

        @Test
        void reportTheRatesOfTheirSteps() {
            Schedule tenths = steps -> (steps + 1) / 10.0;
            Heard heard = listen(
                    Trainer.of(new Sgd(tenths, 0, false, 0)).withBatchSize(2).withEpochs(2), initial(five()), FIVE);
            assertEquals(
                    List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
                    heard.batches.stream().map(BatchReport::rate).toList());
            assertEquals(
                    List.of(0.3, 0.6),
                    heard.epochs.stream().map(EpochReport::rate).toList());
        }

        @Test
        void haveNoValidationWithoutSamplesHeldOut() {
            Training training = Trainer.of(new Sgd(0.1)).train(initial(five()), FIVE);
            assertTrue(
                    training.history().stream().allMatch(it -> it.validation().isEmpty()));
            assertEquals(training.last().state().parameters(), training.best().parameters(), "the best is the last");
        }

        @Test
        void thatAreDoneAreNotDoneAgain() {
            Trainer trainer = Trainer.of(new Sgd(0.1)).withEpochs(2);
            Checkpoint done = trainer.train(initial(five()), FIVE).last();
            Training again = trainer.train(done, FIVE, Optional.empty(), TrainingListener.NONE);
            assertEquals(done, again.last());
            assertEquals(List.of(), again.history());
        }

        @Test
        void endWhenTheListenerSaysSo() {
            TrainingListener impatient = new TrainingListener() {
                @Override
                public boolean epochDone(EpochReport report, Training training) {
                    return report.epoch() < 2;
                }
            };
            Trainer trainer = Trainer.of(new Sgd(0.1));
            Training stopped = trainer.train(Checkpoint.start(initial(five())), FIVE, Optional.empty(), impatient);
            assertEquals(2, stopped.last().epochs());
            assertEquals(
                    trainer.withEpochs(2).train(initial(five()), FIVE).last(), stopped.last(), "and can be resumed");
        }

        @Test
        void handTheListenerTheTrainingSoFar() {
            Heard heard = listen(Trainer.of(new Sgd(0.1)).withEpochs(3), initial(five()), FIVE);
            for (int i = 0; i < 3; i++) {
                Training training = heard.trainings.get(i);
                assertEquals(heard.epochs.subList(0, i + 1), training.history());
                assertEquals(i + 1, training.last().epochs());
                assertEquals(i + 1, training.last().state().steps());
            }
        }

        @Test
        void copyNoReportsForTheListener() {
            Heard heard = listen(Trainer.of(new Sgd(0.1)).withEpochs(2), initial(five()), FIVE);
            for (Training training : heard.trainings) {
                assertInstanceOf(History.class, training.history());
            }
        }
    }

    /** Few samples and many weights: the loss of those held out falls and rises again. */
    @Nested
    class TheBestModel {

        private static final DataSet FEW = LedDigits.sample(60, 0.1, new SplittableRandom(1));
        private static final DataSet HELD_OUT = LedDigits.sample(500, 0.1, new SplittableRandom(2));
        private static final Model MODEL =
                initial(new Sequential(new Linear(7, 32), Activation.RELU, new Linear(32, 10)));
        private static final Trainer TRAINER = Trainer.of(new Adam(0.02)).withEpochs(40);

        private static double lossOf(EpochReport report) {
            return report.validation().orElseThrow().loss();
        }

        private static EpochReport bestOf(Training training) {
            return training.history().stream()
                    .min(Comparator.comparingDouble(TheBestModel::lossOf))
                    .orElseThrow();
        }

        @Test
        void isTheOneOfTheLeastLossOnSamplesHeldOut() {
            Training training = TRAINER.train(MODEL, FEW, HELD_OUT);
            EpochReport best = bestOf(training);
            double last = lossOf(training.history().get(39));
            assertTrue(best.epoch() > 1 && lossOf(best) < last - 0.1, "or else nothing is shown: " + best);
            Score score = Predictions.of(training.best(), HELD_OUT).score(TRAINER.loss());
            assertEquals(best.validation(), Optional.of(score));
            assertEquals(
                    TRAINER.withEpochs(best.epoch())
                            .train(MODEL, FEW)
                            .last()
                            .state()
                            .parameters(),
                    training.best().parameters());
            assertEquals(last, Predictions.of(training.last().model(), HELD_OUT).logLoss());
        }

        @Test
        void isWaitedForWithPatience() {
            int best = bestOf(TRAINER.train(MODEL, FEW, HELD_OUT)).epoch();
            Training training = TRAINER.withPatience(5).train(MODEL, FEW, HELD_OUT);
            assertEquals(best + 5, training.history().size());
            assertEquals(best, bestOf(training).epoch());
        }

        @Test
        void isTheFirstOfEquals() {
            Training training =
                    Trainer.of(new Sgd(1e-300)).withEpochs(10).withPatience(2).train(MODEL, FEW, HELD_OUT);
            assertEquals(2, training.history().size());
            assertSame(
                    MODEL.parameters().get("0.weight"),
                    training.best().parameters().get("0.weight"));
        }

        @Test
        void isTheOneTheTrainingBeganWithIfAllOthersAreWorse() {
            DataSet opposite = new DataSet(
                    "opposite",
                    HELD_OUT.features(),
                    Elementwise.map(HELD_OUT.labels(), label -> (label + 5) % 10),
                    HELD_OUT.classNames());
            Model even = Model.initial(new Linear(7, 10, Initialiser.ZEROS), new SplittableRandom(1));
            Training training = TRAINER.withPatience(3).train(even, HELD_OUT, opposite);
            assertEquals(3, training.history().size());
            assertEquals(even.parameters(), training.best().parameters());
            assertNotEquals(even.parameters(), training.last().state().parameters());
        }
    }
}
