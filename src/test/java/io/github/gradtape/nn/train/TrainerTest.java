package io.github.gradtape.nn.train;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.data.Standardiser;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Dropout;
import io.github.gradtape.nn.Initialiser;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.LayerNorm;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Losses;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.Standardise;
import io.github.gradtape.nn.optim.Adam;
import io.github.gradtape.nn.optim.AdamW;
import io.github.gradtape.nn.optim.Clipping;
import io.github.gradtape.nn.optim.Optimizer;
import io.github.gradtape.nn.optim.OptimizerState;
import io.github.gradtape.nn.optim.RmsProp;
import io.github.gradtape.nn.optim.Schedule;
import io.github.gradtape.nn.optim.Sgd;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {

    private static Model initial(Layer layer) {
        return Model.initial(layer, new SplittableRandom(1));
    }

    @Nested
    class Learns {

        private static final double FLIP = LedDigits.BREIMAN_FLIP_PROBABILITY;

        @Test
        void xor() {
            Model model = initial(new Sequential(new Linear(2, 8), Activation.TANH, new Linear(8, 2)));
            Model trained = Trainer.of(new Adam(0.05))
                    .withEpochs(100)
                    .withBatchSize(4)
                    .train(model, Xor.corners())
                    .best();
            assertEquals(1, Predictions.of(trained, Xor.corners()).accuracy());
        }

        @Test
        void digitsAlmostAsWellAsCanBe() {
            DataSet samples = LedDigits.sample(2000, FLIP, new SplittableRandom(1));
            Model trained = Trainer.of(new Adam(0.01))
                    .withEpochs(15)
                    .train(initial(new Linear(7, 10, Initialiser.ZEROS)), samples)
                    .best();
            double accuracy = LedDigits.expectedAccuracy(FLIP, x -> Reductions.argmax(trained.apply(x), 1));
            assertTrue(accuracy > LedDigits.bayesAccuracy(FLIP) - 0.01, () -> "of all digits: " + accuracy);
        }

        static List<Optimizer> optimizers() {
            return List.of(
                    new Sgd(0.5),
                    new Sgd(Schedule.constant(0.05), 0.9, true, 1e-4),
                    new Adam(0.02),
                    new AdamW(0.02, 1e-3),
                    new RmsProp(0.01));
        }

        @ParameterizedTest
        @MethodSource("optimizers")
        void withEveryOptimizer(Optimizer optimizer) {
            DataSet samples = LedDigits.sample(1000, 0, new SplittableRandom(1));
            Model model = initial(new Sequential(new Linear(7, 16), Activation.RELU, new Linear(16, 10)));
            Model trained =
                    Trainer.of(optimizer).withEpochs(20).train(model, samples).best();
            assertEquals(1, Predictions.of(trained, samples).accuracy(), "without faults, none need be made");
        }

        @Test
        void byAnotherLoss() {
            BinaryOperator<Node> squares =
                    (y, labels) -> Losses.meanSquaredError(y, Node.constant(Indexing.oneHot(labels.value(), 1, 10)));
            DataSet samples = LedDigits.sample(1000, 0, new SplittableRandom(1));
            Training training =
                    Trainer.of(new Adam(0.02)).withLoss(squares).train(initial(new Linear(7, 10)), samples, samples);
            Predictions predictions = Predictions.of(training.best(), samples);
            double loss = training.history().get(9).validation().orElseThrow().loss();
            assertEquals(predictions.score(squares).loss(), loss);
            assertTrue(loss < 0.03, () -> "of 0.09 for the best constant: " + loss);
        }
    }

    @Nested
    class IsDeterministic {

        private static final DataSet SAMPLES = LedDigits.sample(90, 0.1, new SplittableRandom(1));
        private static final DataSet HELD_OUT = LedDigits.sample(50, 0.1, new SplittableRandom(2));
        private static final Layer NETWORK = new Sequential(
                new Linear(7, 12), Activation.GELU, new Dropout(0.3), new LayerNorm(12), new Linear(12, 10));
        private static final Trainer TRAINER = Trainer.of(
                        new AdamW(Schedule.cosine(0.02, 3, 30), 0.9, 0.99, 1e-8, 0.01))
                .withEpochs(6)
                .withBatchSize(20)
                .withClipping(Clipping.byNorm(1))
                .withSeed(5);

        @Test
        void theSameSeedGivesTheSameBits() {
            Training one = TRAINER.train(initial(NETWORK), SAMPLES, HELD_OUT);
            Training other = TRAINER.train(initial(NETWORK), SAMPLES, HELD_OUT);
            assertEquals(one.last(), other.last());
            assertEquals(one.history(), other.history());
            assertEquals(one.best().parameters(), other.best().parameters());
        }

        @Test
        void anotherSeedDoesNot() {
            assertNotEquals(
                    TRAINER.train(initial(NETWORK), SAMPLES).last(),
                    TRAINER.withSeed(6).train(initial(NETWORK), SAMPLES).last());
        }

        @Test
        void anotherThreadGivesTheSameBits() {
            Checkpoint here = TRAINER.train(initial(NETWORK), SAMPLES).last();
            CompletableFuture<Checkpoint> there = CompletableFuture.supplyAsync(
                    () -> TRAINER.train(initial(NETWORK), SAMPLES).last());
            CompletableFuture<Checkpoint> atTheSameTime = CompletableFuture.supplyAsync(
                    () -> TRAINER.train(initial(NETWORK), SAMPLES).last());
            assertEquals(here, there.join());
            assertEquals(here, atTheSameTime.join());
        }

        @Test
        void samplesHeldOutChangeNothing() {
            assertEquals(
                    TRAINER.train(initial(NETWORK), SAMPLES).last(),
                    TRAINER.train(initial(NETWORK), SAMPLES, HELD_OUT).last());
        }

        @Test
        void aTrainingThatIsResumedEndsInTheSameBits() {
            Training whole = TRAINER.train(initial(NETWORK), SAMPLES, HELD_OUT);
            for (int epochs = 1; epochs < 6; epochs++) {
                Checkpoint stopped = TRAINER.withEpochs(epochs)
                        .train(initial(NETWORK), SAMPLES)
                        .last();
                assertEquals(epochs, stopped.epochs());
                Training resumed = TRAINER.train(stopped, SAMPLES, Optional.of(HELD_OUT), TrainingListener.NONE);
                assertEquals(whole.last(), resumed.last());
                assertEquals(whole.history().subList(epochs, 6), resumed.history());
            }
        }

        /** The samples held out have the other labels, so that every epoch is worse for them. */
        @Test
        void theBestModelAndThePatienceBeginAnew() {
            DataSet samples = Xor.sample(8, 0.1, new SplittableRandom(1));
            DataSet opposite = new DataSet(
                    "opposite",
                    samples.features(),
                    Elementwise.map(samples.labels(), label -> 1 - label),
                    samples.classNames());
            Trainer trainer = Trainer.of(new Sgd(0.1)).withEpochs(100).withPatience(2);
            Training whole = trainer.train(initial(new Linear(2, 2)), samples, opposite);
            int epochs = whole.history().size();
            assertTrue(epochs < 10, () -> "stopped by its patience: " + epochs);
            Training resumed = trainer.train(whole.last(), samples, Optional.of(opposite), TrainingListener.NONE);
            assertEquals(2, resumed.history().size(), "two that are worse than what it began with");
            assertEquals(whole.last().model().parameters(), resumed.best().parameters());
            assertNotEquals(whole.best().parameters(), resumed.best().parameters());
        }
    }

    @Test
    void leavesTheModelItStartsFromAsItIs() {
        Model model = initial(new Linear(2, 2));
        Map<String, Tensor> before = initial(new Linear(2, 2)).parameters();
        Model trained = Trainer.of(new Sgd(0.1)).train(model, Xor.corners()).best();
        assertEquals(before, model.parameters());
        assertNotEquals(before, trained.parameters());
    }

    @Test
    void leavesFixedParametersAsTheyAre() {
        Standardiser standardiser = Standardiser.of(Xor.corners().features());
        Model model = initial(new Sequential(new Standardise(standardiser), new Linear(2, 2)));
        Map<String, Tensor> trained = Trainer.of(new AdamW(0.1, 0.1))
                .train(model, Xor.corners())
                .best()
                .parameters();
        assertEquals(standardiser.mean(), trained.get("0.mean"));
        assertEquals(standardiser.deviation(), trained.get("0.deviation"));
    }

    @Test
    void stepsAreByClippedGradients() {
        Model model = initial(new Linear(2, 2));
        List<Double> norms = new ArrayList<>();
        UnaryOperator<Map<String, Tensor>> clipping = gradients -> {
            Map<String, Tensor> clipped = Clipping.byNorm(1e-3).apply(gradients);
            norms.add(Clipping.norm(clipped));
            return clipped;
        };
        Model trained = Trainer.of(new Sgd(1))
                .withClipping(clipping)
                .withEpochs(1)
                .train(model, Xor.corners())
                .best();
        assertEquals(1, norms.size());
        assertEquals(1e-3, norms.get(0), 1e-17);
        Node moved = Ops.subtract(
                Node.constant(trained.parameters().get("weight")),
                Node.constant(model.parameters().get("weight")));
        double distance = Clipping.norm(
                Map.of("weight", moved.value(), "bias", trained.parameters().get("bias")));
        assertEquals(1e-3, distance, 1e-15);
    }

    @Test
    void anOptimizerThatLeavesOutAParameterIsRefused() {
        Optimizer forgetful = new Optimizer() {
            @Override
            public OptimizerState step(OptimizerState state, Map<String, Tensor> gradients) {
                return OptimizerState.start(Map.of("weight", state.parameters().get("weight")));
            }

            @Override
            public Schedule schedule() {
                return Schedule.constant(0.1);
            }

            @Override
            public String toString() {
                return "Forgetful";
            }
        };
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> Trainer.of(forgetful).train(initial(new Linear(2, 2)), Xor.corners()));
        assertEquals(
                "Forgetful made a step from the parameters [weight, bias] to [weight]; all of them must be there",
                thrown.getMessage());
    }

    @Test
    void everySettingCanBeChangedAlone() {
        Optimizer sgd = new Sgd(0.1);
        BinaryOperator<Node> loss = Losses::meanSquaredError;
        UnaryOperator<Map<String, Tensor>> clipping = Clipping.byValue(1);
        Trainer trainer = Trainer.of(sgd)
                .withLoss(loss)
                .withClipping(clipping)
                .withEpochs(2)
                .withBatchSize(3)
                .withPatience(4)
                .withSeed(5);
        assertEquals(new Trainer(loss, sgd, clipping, 2, 3, 4, 5), trainer);
        Trainer plain = Trainer.of(sgd);
        assertEquals(
                new Trainer(plain.loss(), sgd, plain.clipping(), 10, 32, Integer.MAX_VALUE, 1), plain, "as documented");
    }

    @Test
    void numbersBelowOneAreRefused() {
        Trainer trainer = Trainer.of(new Sgd(0.1));
        assertRefused("epochs must be at least 1, was 0", () -> trainer.withEpochs(0));
        assertRefused("batchSize must be at least 1, was -1", () -> trainer.withBatchSize(-1));
        assertRefused("patience must be at least 1, was 0", () -> trainer.withPatience(0));
    }

    @Test
    void patienceWithoutSamplesHeldOutIsRefused() {
        assertRefused(
                "a patience of 3 epochs takes samples held out",
                () -> Trainer.of(new Sgd(0.1)).withPatience(3).train(initial(new Linear(2, 2)), Xor.corners()));
    }

    @Test
    void samplesHeldOutWithOtherClassNamesAreRefused() {
        DataSet samples = Xor.corners();
        List<String> names =
                List.of(samples.classNames().get(1), samples.classNames().get(0));
        DataSet renamed = samples.withClassNames(names);
        Model model = initial(new Linear(2, 2));
        assertRefused(
                "data set " + samples.name() + ", held out, has the classes " + names + ", those trained on are "
                        + samples.classNames() + ": use heldOut.withClassNames(samples.classNames())",
                () -> Trainer.of(new Sgd(0.1)).train(model, samples, renamed));
        assertEquals(
                Trainer.of(new Sgd(0.1)).train(model, samples, samples).history(),
                Trainer.of(new Sgd(0.1))
                        .train(model, samples, renamed.withClassNames(samples.classNames()))
                        .history());
    }

    @Test
    void aCheckpointWithMoreEpochsThanAreAskedForIsRefused() {
        Trainer trainer = Trainer.of(new Sgd(0.1)).withEpochs(3);
        Checkpoint three =
                trainer.train(initial(new Linear(2, 2)), Xor.corners()).last();
        Training nothing = trainer.train(three, Xor.corners(), Optional.empty(), TrainingListener.NONE);
        assertEquals(three, nothing.last());
        assertEquals(List.of(), nothing.history());
        assertRefused(
                "a checkpoint after 3 epochs, but only 2 are asked for, counted from the very beginning: use withEpochs",
                () -> trainer.withEpochs(2).train(three, Xor.corners(), Optional.empty(), TrainingListener.NONE));
    }

    @Test
    void aLossOfEverySampleByItselfIsRefused() {
        Trainer trainer = Trainer.of(new Sgd(0.1)).withLoss((z, t) -> z);
        assertRefused(
                "a loss of shape [4, 2]: must be one number, the mean of the batch",
                () -> trainer.train(initial(new Linear(2, 2)), Xor.corners()));
    }

    @Test
    void aNetworkWithoutParametersToTrainIsRefused() {
        Standardiser standardiser = Standardiser.of(Xor.corners().features());
        for (Layer layer : List.of(Activation.RELU, new Standardise(standardiser))) {
            Exception e = assertThrows(
                    IllegalStateException.class, () -> Trainer.of(new Sgd(0.1)).train(initial(layer), Xor.corners()));
            assertTrue(
                    e.getMessage()
                            .startsWith("no layer has asked this pass for a parameter to train: the network has none"),
                    e.getMessage());
        }
    }

    @Test
    void aLossThatDependsOnNoParameterIsRefused() {
        Trainer trainer = Trainer.of(new Sgd(0.1)).withLoss((z, t) -> Ops.mean(t));
        assertRefused(
                "the loss depends on no parameter of this pass, which has handed out [weight, bias]: it must be made of what "
                        + "model.layer().apply(x, pass) returns",
                () -> trainer.train(initial(new Linear(2, 2)), Xor.corners()));
    }

    @Test
    void samplesThatTheNetworkDoesNotTakeAreRefused() {
        assertRefused(
                "Linear[inputs=3, outputs=2] of [4, 2]: the last axis must have extent 3",
                () -> Trainer.of(new Sgd(0.1)).train(initial(new Linear(3, 2)), Xor.corners()));
    }
}
