package io.github.gradtape.nn.train;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.nn.train.Reliability.Bin;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

    /** Roundings of the logarithms and the softmax that bring back a probability. */
    private static final double ROUNDING = 1e-15;

    /** Predictions of two classes: of each pair the confidence in class 0, at least 1/2, and the label. */
    private static Predictions of(double[]... confidencesAndLabels) {
        double[][] logits = new double[confidencesAndLabels.length][];
        double[] labels = new double[confidencesAndLabels.length];
        for (int i = 0; i < logits.length; i++) {
            double p = confidencesAndLabels[i][0];
            logits[i] = new double[] {Math.log(p), Math.log(1 - p)};
            labels[i] = confidencesAndLabels[i][1];
        }
        return new Predictions(Tensor.of(logits), Tensor.of(labels));
    }

    /** Two samples of confidence 0.55 and 0.65, one of 0.8, three of 0.9. */
    private static final Predictions SIX = of(
            new double[] {0.55, 0},
            new double[] {0.65, 1},
            new double[] {0.8, 1},
            new double[] {0.9, 0},
            new double[] {0.9, 0},
            new double[] {0.9, 1});

    @Test
    void sortsSamplesByTheConfidenceInTheClassTheyWereTakenFor() {
        List<Bin> bins = SIX.reliability(4).bins();
        assertEquals(List.of(0, 0, 2, 4), bins.stream().map(Bin::count).toList());
        assertEquals(0.6, bins.get(2).confidence(), ROUNDING);
        assertEquals(0.5, bins.get(2).accuracy());
        assertEquals(0.875, bins.get(3).confidence(), ROUNDING);
        assertEquals(0.5, bins.get(3).accuracy());
    }

    @Test
    void expectedCalibrationErrorIsTheMeanGapOverAllSamples() {
        // (2 · |0.5 - 0.6| + 4 · |0.5 - 0.875|) / 6
        assertEquals(1.7 / 6, SIX.reliability(4).expectedCalibrationError(), ROUNDING);
        // as one: |3/6 - 4.7/6|
        assertEquals(1.7 / 6, SIX.reliability(1).expectedCalibrationError(), ROUNDING);
        // of ten: 0.55, 0.65, 0.8 and 0.9 apart
        assertEquals(
                (0.45 + 0.65 + 0.8 + 3 * (0.9 - 2.0 / 3)) / 6,
                SIX.reliability(10).expectedCalibrationError(),
                ROUNDING);
    }

    @Test
    void aConfidenceOnAnEdgeIsOfTheBinBelow() {
        Predictions even = new Predictions(Tensor.of(new double[][] {{3, 3}}), Tensor.of(0));
        assertEquals(new Bin(1, 0.5, 1), even.reliability(2).bins().get(0));
        assertEquals(0, even.reliability(2).bins().get(1).count());
        assertEquals(1, even.reliability(4).bins().get(1).count());
    }

    @Test
    void aConfidenceOfOneIsOfTheLastBin() {
        Predictions sure = new Predictions(Tensor.of(new double[][] {{1000, 0}}), Tensor.of(0));
        assertEquals(new Bin(1, 1, 1), sure.reliability(10).bins().get(9));
        assertEquals(0, sure.reliability(10).expectedCalibrationError());
    }

    @Test
    void aBinWithoutSamplesHasNeitherConfidenceNorAccuracy() {
        assertEquals(
                new Bin(0, Double.NaN, Double.NaN), SIX.reliability(4).bins().get(0));
    }

    @Test
    void everySampleIsInOneBinWhoseBoundsHoldItsConfidence() {
        double[][] samples = IntStream.rangeClosed(500, 999)
                .mapToObj(k -> new double[] {k / 1000.0, 0})
                .toArray(double[][]::new);
        List<Bin> bins = of(samples).reliability(7).bins();
        assertEquals(500, bins.stream().mapToInt(Bin::count).sum());
        for (int b = 3; b < 7; b++) {
            assertEquals((b + 0.5) / 7, bins.get(b).confidence(), b == 3 ? 0.04 : 0.001);
        }
    }

    @Test
    void cannotBeChangedFromOutside() {
        List<Bin> bins = new ArrayList<>(List.of(new Bin(1, 0.5, 0.25)));
        Reliability reliability = new Reliability(bins);
        bins.clear();
        assertEquals(0.25, reliability.expectedCalibrationError());
    }

    @Test
    void noBinsAreRefused() {
        assertRefused("a reliability of 0 bins: must have at least 1", () -> SIX.reliability(0));
    }
}
