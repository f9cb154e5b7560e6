package io.github.gradtape.nn.train;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Initialiser;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.optim.Schedule;
import io.github.gradtape.nn.optim.Sgd;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergedExceptionTest {

    private static final DataSet DIGITS = LedDigits.sample(64, 0.1, new SplittableRandom(1));
    private static final Trainer TRAINER = Trainer.of(new Sgd(0.1));

    private static Model initial(Layer layer) {
        return Model.initial(layer, new SplittableRandom(1));
    }

    private static DivergedException diverges(Trainer trainer, Model model, DataSet samples) {
        return assertThrows(DivergedException.class, () -> trainer.train(model, samples));
    }

    private static void assertMatches(String regex, DivergedException e) {
        assertTrue(e.getMessage().matches("(?s)" + regex), e::getMessage);
    }

    @Test
    void namesTheOpThatMadeTheFirstNaNAndItsLine() {
        Layer logarithm = (x, pass) -> log(x);
        Model model = Model.of(
                new Sequential(new Linear(2, 2), logarithm),
                Map.of("0.weight", Tensor.of(new double[][] {{-1, -1}, {1, 1}}), "0.bias", Tensor.of(1, 1)));
        assertMatches(
                "epoch 1, batch 1: the loss or a gradient is not finite\\. Log\\[] of \\[\\[4, 2]]: made NaN at \\[\\d, 0]"
                        + " out of finite primals: primal 0 is -1\\.0 at .*; recorded at .*"
                        + "DivergedExceptionTest\\.java:\\d+\\)",
                diverges(TRAINER, model, Xor.corners()));
    }

    @Test
    void namesTheOpWhosePullbackMadeTheFirstNaN() {
        // √x² has no slope at 0, where half of this layer's outputs are
        Layer magnitude = (x, pass) -> sqrt(multiply(x, x));
        Model model = initial(new Sequential(new Linear(2, 2, Initialiser.ZEROS), magnitude));
        assertMatches(
                "epoch 1, batch 1: the loss or a gradient is not finite\\. Sqrt\\[] of \\[\\[4, 2]]: its pullback .*",
                diverges(TRAINER, model, Xor.corners()));
    }

    /** The trace is of a second run of the batch, which must draw what the first one drew. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsAFaultThatOnlySomeDrawsShow(long seed) {
        Layer seldom =
                (x, pass) -> pass.isTraining() && pass.random().nextInt(4) == 0 ? multiply(x, log(negate(exp(x)))) : x;
        Trainer trainer = TRAINER.withBatchSize(8).withSeed(seed).withEpochs(5);
        assertMatches(
                "epoch \\d, batch \\d: the loss or a gradient is not finite\\. Log\\[] of .*",
                diverges(trainer, initial(new Sequential(new Linear(7, 10), seldom)), DIGITS));
    }

    @Test
    void namesTheRateOfAStepThatLeftTheNumbers() {
        Schedule hugeInTheSecondStep = steps -> steps == 1 ? 1.7e308 : 1e-3;
        Trainer trainer = Trainer.of(new Sgd(hugeInTheSecondStep, 0, false, 0))
                .withLoss((y, t) -> multiply(sum(y), sum(y)))
                .withBatchSize(32);
        assertEquals(
                "epoch 1, batch 2: the step by rate 1.7E308 led to a parameter that is not finite",
                diverges(trainer, initial(new Linear(7, 10)), DIGITS).getMessage());
    }

    @Test
    void namesTheOpThatOverflowsAfterAStepThatWasTooLarge() {
        assertMatches(
                "epoch \\d, batch \\d: the loss or a gradient is not finite\\. [A-Z]\\w+\\[.* of .*: made .*",
                diverges(
                        Trainer.of(new Sgd(1e200)),
                        initial(new Sequential(new Linear(7, 9), new Linear(9, 10))),
                        DIGITS));
    }

    @Test
    void blamesSamplesThatAreNotFinite() {
        double[] features = DIGITS.features().toArray();
        features[7 * DIGITS.featureCount() + 3] = Double.NaN;
        features[9 * DIGITS.featureCount()] = Double.POSITIVE_INFINITY;
        DataSet holes = DIGITS.withFeatures(Tensor.of(DIGITS.features().shape(), features));
        assertEquals(
                "epoch 1, batch 1: the loss or a gradient is not finite, as sample 7 of data set LED digits holds NaN",
                diverges(TRAINER, initial(new Linear(7, 10)), holes).getMessage());
    }

    @Test
    void blamesParametersThatWereNotFinite() {
        Model model = initial(new Linear(2, 2)).with(Map.of("bias", Tensor.of(0, Double.NaN)));
        assertEquals(
                "epoch 1, batch 1: the loss or a gradient is not finite, as a parameter was not",
                diverges(TRAINER, model, Xor.corners()).getMessage());
    }

    @Test
    void blamesNoParameterForAMaskOfALayer() {
        Layer masked = (x, pass) -> softmax(add(x, Node.constant(Double.NEGATIVE_INFINITY)));
        assertEquals(
                "epoch 1, batch 1: the loss or a gradient is not finite, as a layer or the loss has put in an infinity or a NaN,"
                        + " such as a mask of a whole row",
                diverges(TRAINER, initial(new Sequential(new Linear(2, 2), masked)), Xor.corners())
                        .getMessage());
    }

    @Test
    void namesTheBatch() {
        double[] features = DIGITS.features().toArray();
        features[0] = Double.NaN;
        DataSet hole = DIGITS.withFeatures(Tensor.of(DIGITS.features().shape(), features));
        // the place of the first sample in the first order of seed 1
        assertMatches("epoch 1, batch [2-8]: .*", diverges(TRAINER.withBatchSize(8), initial(new Linear(7, 10)), hole));
    }

    @Test
    void samplesHeldOutThatCannotBeScoredAreReportedAtOnce() {
        DataSet holes = DIGITS.withFeatures(Elementwise.map(DIGITS.features(), x -> Double.NaN));
        Model model = initial(new Linear(7, 10));
        DivergedException e = assertThrows(DivergedException.class, () -> TRAINER.train(model, DIGITS, holes));
        assertEquals(
                "before epoch 1: the loss of the samples held out is NaN, as sample 0 of data set LED digits holds NaN",
                e.getMessage());
        assertEquals(Checkpoint.start(model), e.soFar().last());
    }

    @Test
    void keepsTheLastGoodCheckpoint() {
        Schedule untilTheThirdEpoch = steps -> steps < 4 ? 0.1 : 1e200;
        Trainer trainer = Trainer.of(new Sgd(untilTheThirdEpoch, 0.9, false, 0))
                .withBatchSize(32)
                .withEpochs(5);
        Model model = initial(new Sequential(new Linear(7, 9), new Linear(9, 10)));
        Training soFar = diverges(trainer, model, DIGITS).soFar();
        Training good = trainer.withEpochs(2).train(model, DIGITS);
        assertEquals(good.last(), soFar.last());
        assertEquals(good.history(), soFar.history());
        assertEquals(good.best().parameters(), soFar.best().parameters());
    }

    @Test
    void keepsTheStartIfNoEpochEndedWell() {
        Model model = initial(new Linear(2, 2)).with(Map.of("bias", Tensor.of(0, Double.NaN)));
        Training soFar = diverges(TRAINER, model, Xor.corners()).soFar();
        assertEquals(Checkpoint.start(model), soFar.last());
        assertEquals(List.of(), soFar.history());
    }
}
