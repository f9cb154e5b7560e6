package io.github.gradtape.nn.train;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Losses;
import io.github.gradtape.nn.Model;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PredictionsTest {

    /** Some roundings of numbers of the size of 1. */
    private static final double ROUNDING = 1e-15;

    /** Ten samples of three classes: 0 is taken for 0, 0, 1; 1 for 1, 1, 1, 2; 2 for 0, 0, 2. */
    private static final Predictions TEN = of(new int[] {0, 0, 0, 1, 1, 1, 1, 2, 2, 2}, 0, 0, 1, 1, 1, 1, 2, 0, 0, 2);

    /** Predictions whose largest logits are those of some classes. */
    static Predictions of(int[] labels, int... classes) {
        double[] logits = new double[3 * classes.length];
        double[] actual = new double[labels.length];
        for (int i = 0; i < classes.length; i++) {
            logits[3 * i + classes[i]] = i + 1;
            actual[i] = labels[i];
        }
        return new Predictions(Tensor.of(Shape.of(classes.length, 3), logits), Tensor.of(actual));
    }

    @Test
    void countsSamplesAndClasses() {
        assertEquals(10, TEN.size());
        assertEquals(3, TEN.classCount());
    }

    @Test
    void takesSamplesForTheClassOfTheLargestLogit() {
        assertEquals(Tensor.of(0, 0, 1, 1, 1, 1, 2, 0, 0, 2), TEN.classes());
    }

    @Test
    void takesSamplesForTheFirstOfSeveralLargest() {
        Predictions tied = new Predictions(Tensor.of(new double[][] {{1, 2, 2}}), Tensor.of(2));
        assertEquals(Tensor.of(1), tied.classes());
        assertEquals(0, tied.accuracy());
    }

    @Test
    void accuracyIsTheShareOfTheDiagonal() {
        assertEquals(0.6, TEN.accuracy());
    }

    @Test
    void theStandardErrorOfTheAccuracyIsThatOfAShare() {
        assertEquals(0.15491933384829668, TEN.standardError(), ROUNDING); // √(0.6 · 0.4 / 10)
        assertEquals(0, of(new int[] {0, 1}, 0, 1).standardError());
    }

    @Test
    void confusionCountsClassesByRowAndWhatTheyWereTakenForByColumn() {
        assertEquals(Tensor.of(new double[][] {{2, 1, 0}, {0, 3, 1}, {2, 0, 1}}), TEN.confusion());
    }

    @Test
    void scoresOfClassesAreThoseOfTheConfusion() {
        assertEquals(
                List.of(new ClassScore(2, 4, 3), new ClassScore(3, 4, 4), new ClassScore(1, 2, 3)), TEN.classScores());
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheLogits() {
        double log3 = Math.log(3);
        Predictions predictions = new Predictions(Tensor.of(new double[][] {{0, log3}, {7, 7}}), Tensor.of(0, 1));
        assertArrayEquals(
                new double[] {0.25, 0.75, 0.5, 0.5}, predictions.probabilities().toArray(), ROUNDING);
    }

    @Test
    void logLossIsTheMeanOfMinusLogOfTheRightClass() {
        // of probabilities 1/4 and 1/2: (log 4 + log 2)/2
        Predictions predictions =
                new Predictions(Tensor.of(new double[][] {{0, Math.log(3)}, {7, 7}}), Tensor.of(0, 1));
        assertEquals(1.5 * Math.log(2), predictions.logLoss(), ROUNDING);
    }

    @Test
    void logLossStaysFiniteWhereAProbabilityVanishes() {
        Predictions predictions = new Predictions(Tensor.of(new double[][] {{1000, 0}}), Tensor.of(1));
        assertEquals(1000, predictions.logLoss());
    }

    @Test
    void scoreIsTheLossThatWasAskedForAndTheAccuracy() {
        Predictions predictions = new Predictions(Tensor.of(new double[][] {{3, 1}, {0, 5}}), Tensor.of(0, 1));
        Score score = predictions.score((z, t) -> Losses.meanSquaredError(Ops.max(z, -1), t));
        assertEquals(new Score((9 + 16) / 2.0, 1), score);
    }

    @Test
    void logitsWithoutALabelEachAreRefused() {
        assertRefused(
                "predictions: logits of shape [2, 3] and labels of shape [3] must have shapes [n, classes] and [n]",
                () -> new Predictions(Tensor.zeros(Shape.of(2, 3)), Tensor.of(0, 0, 0)));
        assertRefused(
                "predictions: logits of shape [2] and labels of shape [2] must have shapes [n, classes] and [n]",
                () -> new Predictions(Tensor.of(1, 2), Tensor.of(0, 0)));
    }

    @Test
    void noSamplesAreRefused() {
        assertRefused(
                "predictions: must be of at least one sample",
                () -> new Predictions(Tensor.zeros(Shape.of(0, 3)), Tensor.of()));
    }

    @Test
    void aLabelThatIsNoClassIsRefused() {
        String refusal = " must be a whole number from 0 to 1, as the model has an output for each class";
        Tensor logits = Tensor.zeros(Shape.of(2, 2));
        assertRefused("predictions: label 2.0 of sample 1" + refusal, () -> new Predictions(logits, Tensor.of(0, 2)));
        assertRefused("predictions: label -1.0 of sample 0" + refusal, () -> new Predictions(logits, Tensor.of(-1, 0)));
        assertRefused("predictions: label 0.5 of sample 0" + refusal, () -> new Predictions(logits, Tensor.of(0.5, 0)));
    }

    @Test
    void aLogitOfNaNIsNeverRightWhicheverMeasureIsAsked() {
        Tensor logits = Tensor.of(new double[][] {{Double.NaN, 0}, {Double.NaN, 0}, {0, Double.NaN}, {0, 1}});
        Predictions predictions = new Predictions(logits, Tensor.of(0, 1, 1, 1));
        assertEquals(Tensor.of(Double.NaN, Double.NaN, Double.NaN, 1), predictions.classes());
        assertEquals(0.25, predictions.accuracy());
        assertEquals(Tensor.of(new double[][] {{0, 0}, {0, 1}}), predictions.confusion());
        assertEquals(List.of(new ClassScore(0, 0, 1), new ClassScore(1, 1, 3)), predictions.classScores());
        assertEquals(0.25, predictions.reliability(1).bins().get(0).accuracy());
    }

    /** The square of the classes would be 16 GB, the next one none of a tensor. */
    @Test
    void scoresOfManyClassesTakeNoMatrix() {
        for (int classes : new int[] {45_000, 65_536}) {
            Predictions many = new Predictions(Tensor.zeros(Shape.of(2, classes)), Tensor.of(0, classes - 1));
            List<ClassScore> scores = many.classScores();
            assertEquals(classes, scores.size());
            assertEquals(new ClassScore(1, 2, 1), scores.get(0));
            assertEquals(new ClassScore(0, 0, 1), scores.get(classes - 1));
        }
    }

    @Test
    void aConfusionOfTooManyClassesIsRefused() {
        Predictions many = new Predictions(Tensor.zeros(Shape.of(1, 65_536)), Tensor.of(0));
        assertRefused("shape [65536, 65536]: a tensor holds at most 2147483647 elements", many::confusion);
    }

    @Test
    void aSingleOutputHasNoAccuracy() {
        assertEquals(Double.NaN, new Predictions(Tensor.of(new double[][] {{1}}), Tensor.of(0)).accuracy());
    }

    @Nested
    class OfAModel {

        @Test
        void areNoneForNoSamples() {
            assertEquals(Tensor.zeros(Shape.of(0, 10)), Predictions.logits(MODEL, Tensor.zeros(Shape.of(0, 7))));
        }

        private static final Model MODEL = Model.initial(new Linear(7, 10), new SplittableRandom(1));

        @Test
        void areItsOutputBesideTheLabels() {
            DataSet samples = LedDigits.sample(20, 0.1, new SplittableRandom(1));
            assertEquals(
                    new Predictions(MODEL.apply(samples.features()), samples.labels()), Predictions.of(MODEL, samples));
        }

        @Test
        void areTheSameForMoreSamplesThanPassAtATime() {
            for (int size : new int[] {249, 250, 251, 1000}) {
                DataSet samples = LedDigits.sample(size, 0.1, new SplittableRandom(size));
                assertEquals(
                        new Predictions(MODEL.apply(samples.features()), samples.labels()),
                        Predictions.of(MODEL, samples));
                assertEquals(MODEL.apply(samples.features()), Predictions.logits(MODEL, samples.features()));
            }
        }

        @Test
        void takeAnOutputForEachClass() {
            Model two = Model.initial(new Linear(7, 2), new SplittableRandom(1));
            DataSet samples = new DataSet("threes", Tensor.zeros(Shape.of(1, 7)), Tensor.of(3), digits());
            assertRefused(
                    "predictions: label 3.0 of sample 0 must be a whole number from 0 to 1, as the model has an output"
                            + " for each class",
                    () -> Predictions.of(two, samples));
        }

        private static List<String> digits() {
            return List.of("0", "1", "2", "3");
        }
    }
}
