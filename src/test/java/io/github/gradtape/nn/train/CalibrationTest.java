package io.github.gradtape.nn.train;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    private static final int SAMPLES = 5_000;

    /** Predictions whose labels are drawn from the softmax of β times their logits. */
    private static Predictions drawn(double beta) {
        SplittableRandom random = new SplittableRandom(1);
        Tensor logits = Tensor.normal(Shape.of(SAMPLES, 4), 0, 4, random);
        Tensor p = Ops.softmax(Node.constant(Elementwise.map(logits, z -> beta * z)), 1)
                .value();
        double[] labels = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            double left = random.nextDouble();
            int label = 0;
            while (label < 3 && left >= p.get(i, label)) {
                left -= p.get(i, label++);
            }
            labels[i] = label;
        }
        return new Predictions(logits, Tensor.of(labels));
    }

    private static double slope(Predictions predictions, double beta) {
        return Derivatives.grad(b -> Ops.softmaxCrossEntropy(
                        Ops.temper(Node.constant(predictions.logits()), b), Node.constant(predictions.labels())))
                .at(Tensor.scalar(beta))
                .item();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 3})
    void findsTheTemperatureThatLabelsWereDrawnWith(double beta) {
        Predictions predictions = drawn(beta);
        // the deviation of a maximum-likelihood estimate is 1/√(n · information), and the information the loss's
        // curvature
        double h = 1e-4 * beta;
        double information = (slope(predictions, beta + h) - slope(predictions, beta - h)) / (2 * h);
        double fourDeviations = 4 / Math.sqrt(SAMPLES * information);
        assertTrue(fourDeviations < 0.2 * beta, "or else nothing is shown");
        assertEquals(beta, Calibration.fit(predictions).beta(), fourDeviations);
    }

    @Test
    void isWhereTheDerivativeOfTheLossIsZero() {
        Predictions predictions = drawn(0.5);
        double beta = Calibration.fit(predictions).beta();
        assertTrue(slope(predictions, beta * (1 - 1e-12)) < 0);
        assertTrue(slope(predictions, beta * (1 + 1e-12)) > 0);
    }

    @Test
    void isExactWhereTheBestIsKnown() {
        // of three samples with logits [0, 2], two are of class 1: 2β = log 2
        Tensor logits = Tensor.of(new double[][] {{0, 2}, {0, 2}, {0, 2}});
        Calibration calibration = Calibration.fit(new Predictions(logits, Tensor.of(1, 0, 1)));
        assertEquals(Math.log(2) / 2, calibration.beta(), 4 * Math.ulp(0.35));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-100, 1e-3, 1e6, 1e100})
    void scalesInverselyToTheLogits(double scale) {
        Tensor logits = Tensor.of(new double[][] {{0, 2 * scale}, {0, 2 * scale}, {0, 2 * scale}});
        Calibration calibration = Calibration.fit(new Predictions(logits, Tensor.of(1, 0, 1)));
        assertEquals(Math.log(2) / 2, calibration.beta() * scale, 4 * Math.ulp(0.35));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p20, -0x1p40})
    void aNumberCommonToAllLogitsOfASampleChangesNothing(double offset) {
        SplittableRandom random = new SplittableRandom(7);
        // whole multiples of 1/256, to which the offset is added exactly
        Tensor logits = Elementwise.map(Tensor.normal(Shape.of(50, 3), 0, 1, random), z -> Math.rint(256 * z) / 256);
        Tensor labels = Tensor.of(random.ints(50, 0, 3).mapToDouble(k -> k).toArray());
        Tensor helped = Elementwise.add(logits, Indexing.oneHot(labels, 1, 3));
        double near = Calibration.fit(new Predictions(helped, labels)).beta();
        Tensor far = Elementwise.map(helped, z -> z + offset);
        assertEquals(near, Calibration.fit(new Predictions(far, labels)).beta());
    }

    @Test
    void lowersTheLossAndKeepsTheAccuracy() {
        Predictions before = drawn(0.25);
        Predictions after = Calibration.fit(before).apply(before);
        assertTrue(after.logLoss() < before.logLoss() - 0.1);
        assertTrue(after.reliability(10).expectedCalibrationError() < 0.03);
        assertTrue(before.reliability(10).expectedCalibrationError() > 0.2);
        assertEquals(before.accuracy(), after.accuracy());
        assertEquals(before.classes(), after.classes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, Double.NaN, Double.POSITIVE_INFINITY})
    void anInverseTemperatureThatTurnsOrLosesTheOrderIsRefused(double beta) {
        assertRefused(
                "calibration: an inverse temperature must be positive and finite, was " + beta,
                () -> new Calibration(beta));
    }

    @Test
    void ofAModelGivesThePredictionsOfIts() {
        Model model = Model.initial(
                new Sequential(new Linear(7, 12), Activation.TANH, new Linear(12, 10)), new SplittableRandom(1));
        DataSet samples = LedDigits.sample(30, 0.1, new SplittableRandom(2));
        Calibration calibration = new Calibration(0.3);
        Predictions expected = calibration.apply(Predictions.of(model, samples));
        assertEquals(expected, Predictions.of(calibration.apply(model), samples));
        assertArrayEquals(
                Elementwise.map(model.apply(samples.features()), z -> z * 0.3).toArray(),
                expected.logits().toArray());
    }

    @Test
    void predictionsWithoutAMistakeAreRefused() {
        Tensor logits = Tensor.of(new double[][] {{0, 2}, {3, 1}});
        assertRefused(
                "calibration: no inverse temperature is best for these 2 predictions, of accuracy 1.0: it takes some that"
                        + " are wrong, and logits that are better than chance",
                () -> Calibration.fit(new Predictions(logits, Tensor.of(1, 0))));
    }

    @Test
    void predictionsNoBetterThanChanceAreRefused() {
        Tensor logits = Tensor.of(new double[][] {{0, 2}, {3, 1}});
        assertRefused(
                "calibration: no inverse temperature is best for these 2 predictions, of accuracy 0.0: it takes some that"
                        + " are wrong, and logits that are better than chance",
                () -> Calibration.fit(new Predictions(logits, Tensor.of(0, 1))));
    }

    @Test
    void predictionsThatAreNoNumbersAreRefused() {
        Tensor logits = Tensor.of(new double[][] {{0, 2}, {Double.NaN, 1}, {0, 2}, {0, 2}});
        assertRefused(
                "calibration: no inverse temperature is best for these 4 predictions, of accuracy 0.5: it takes some that"
                        + " are wrong, and logits that are better than chance",
                () -> Calibration.fit(new Predictions(logits, Tensor.of(1, 0, 0, 1))));
    }

    @Test
    void aCalibratedNetworkKeepsTheNamesOfItsParameters() {
        Model model = Model.initial(new Sequential(new Linear(7, 12), Activation.TANH), new SplittableRandom(1));
        Model calibrated = new Calibration(0.5).apply(model);
        assertEquals(
                List.of("0.weight", "0.bias", "2.beta"),
                List.copyOf(calibrated.parameters().keySet()));
        assertEquals(Tensor.scalar(0.5), calibrated.parameters().get("2.beta"));
    }

    @Test
    void aLayerAloneBecomesTheFirstOfTwo() {
        Model model = Model.initial(new Linear(7, 12), new SplittableRandom(1));
        assertEquals(
                List.of("0.weight", "0.bias", "1.beta"),
                List.copyOf(new Calibration(0.5).apply(model).parameters().keySet()));
    }
}
