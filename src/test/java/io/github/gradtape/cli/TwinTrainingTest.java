package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.TwinTraining.Epoch;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.optim.Sgd;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TwinTrainingTest {

    private static final DataSet DIGITS = LedDigits.sample(60, 0.1, new SplittableRandom(1));
    private static final Task TASK = new Task("digits", DIGITS, DIGITS, false, Optional.empty(), Optional.empty());
    private static final Model START = Model.initial(
            new Sequential(new Linear(7, 4), Activation.TANH, new Linear(4, 10)), new SplittableRandom(2));

    @Test
    void anEpochsLossIsTheMeanOverItsSamples() {
        Epoch epoch = train(LossPath.FUSED, 60);
        assertEquals(Predictions.of(START, DIGITS).logLoss(), epoch.fusedLoss(), 1e-14, "one batch, in another order");
    }

    @Test
    void aPathComparedWithItselfDiffersByNothing() {
        Epoch epoch = train(LossPath.COMPOSED, 7);
        assertEquals(0, epoch.gradientDifference());
        assertEquals(epoch.composedLoss(), epoch.fusedLoss());
        assertEquals(epoch.composedAccuracy(), epoch.fusedAccuracy());
    }

    @Test
    void anEpochsAccuracyIsThatOfTheModelAfterIt() {
        TwinTraining twins = new TwinTraining(START, new Sgd(0.1), LossPath.COMPOSED, LossPath.FUSED);
        Epoch epoch = train(twins, 7);
        assertEquals(Predictions.of(twins.fusedModel(), DIGITS).accuracy(), epoch.fusedAccuracy());
    }

    @Test
    void theTwoPathsDifferByRounding() {
        assertTrue(train(LossPath.FUSED, 7).gradientDifference() < 1e-14);
    }

    @Test
    void aWrongPullbackShows() {
        assertTrue(train(Planted.NOT_A_MEAN, 7).gradientDifference() > 0.1);
    }

    @Test
    void aGradientThatIsNoNumberShows() {
        assertEquals(Double.NaN, TwinTraining.largestDifference(Tensor.of(1, Double.NaN, 3), Tensor.of(1, 2, 5)));
    }

    /** Each of the two batches takes a minute. */
    @Test
    void theTimeLeftIsToldWhenABatchIsDone() {
        AtomicLong clock = new AtomicLong();
        LossPath slow = new LossPath("slow", "z -> ?", (z, t) -> {
            clock.addAndGet(60_000);
            return LossPath.FUSED.loss().apply(z, t);
        });
        StringWriter out = new StringWriter();
        new TwinTraining(START, new Sgd(0.1), LossPath.COMPOSED, slow)
                .train(
                        1,
                        TASK,
                        30,
                        new SplittableRandom(3),
                        new ProgressLine(new PrintWriter(out), true, 1, clock::get));
        String line = "[=====     ] epoch 1 of 1, 1:00 left";
        assertTrue(out.toString().startsWith("\r" + line + "\r"), out.toString());
        assertTrue(
                out.toString().endsWith("\r" + " ".repeat(line.length()) + "\r"), "and gone after the epoch: " + out);
    }

    private static Epoch train(LossPath fused, int batchSize) {
        return train(new TwinTraining(START, new Sgd(0.1), LossPath.COMPOSED, fused), batchSize);
    }

    private static Epoch train(TwinTraining twins, int batchSize) {
        ProgressLine silent = new ProgressLine(new PrintWriter(new StringWriter()), false, 1, () -> 0);
        return twins.train(1, TASK, batchSize, new SplittableRandom(3), silent);
    }
}
