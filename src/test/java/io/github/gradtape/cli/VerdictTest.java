package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.NetworkCheck.Row;
import io.github.gradtape.cli.TwinTraining.Epoch;
import io.github.gradtape.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Findings FINE = findings(2e-16, 3e-11);

    @Test
    void passesWhenAllIsWithinRounding() {
        assertVerdict(
                true,
                "PASS: both paths agree to 4.0e-15 (at the same weights 2.0e-16) and match differences to 3.0e-11",
                FINE,
                epoch(1, 4e-15),
                epoch(2, 1e-15));
    }

    @Test
    void failsWhenThePathsDifferAtTheSameWeights() {
        assertVerdict(
                false,
                "FAIL: both paths differ by 2.0e-12 at the same weights, allowed 1.0e-12",
                findings(2e-12, 3e-11),
                epoch(1, 1e-15));
    }

    @Test
    void failsWhenDifferencesSayOtherwise() {
        assertVerdict(
                false,
                "FAIL: both paths agree to 1.0e-15, but miss differences by 2.0e-06, allowed 1.0e-06",
                findings(2e-16, 2e-6),
                epoch(1, 1e-15));
    }

    @Test
    void failsWhenTheTwoTrainingsDriftApart() {
        assertVerdict(
                false,
                "FAIL: rounding grew to 2.0e-08 (at the same weights 2.0e-16); try a smaller --rate",
                FINE,
                epoch(1, 2e-8),
                epoch(2, 1e-9));
    }

    @Test
    void failsWhenTheLossesDriftApart() {
        assertVerdict(
                false,
                "FAIL: rounding grew to 5.0e-01 (at the same weights 2.0e-16); try a smaller --rate",
                FINE,
                new Epoch(1, 1, 1.5, 0.5, 0.5, 0));
    }

    @Test
    void failsWhenTheTrainingEndsInNoNumber() {
        assertVerdict(
                false,
                "FAIL: a loss or gradient was not finite in epoch 2; try a smaller --rate",
                FINE,
                epoch(1, 1e-15),
                epoch(2, Double.NaN));
    }

    @Test
    void failsWhenTheCheckFindsNoNumber() {
        assertVerdict(
                false,
                "FAIL: both paths differ by NaN at the same weights, allowed 1.0e-12",
                findings(Double.NaN, 3e-11),
                epoch(1, 1e-15));
        assertVerdict(
                false,
                "FAIL: both paths agree to 1.0e-15, but miss differences by NaN, allowed 1.0e-06",
                findings(2e-16, Double.NaN),
                epoch(1, 1e-15));
    }

    private static void assertVerdict(boolean passed, String sentence, Findings findings, Epoch... history) {
        assertEquals(new Verdict(passed, sentence), Verdict.of(List.of(history), findings));
    }

    private static Epoch epoch(int number, double gradientDifference) {
        return new Epoch(number, 1, 1, 0.5, 0.5, gradientDifference);
    }

    private static Findings findings(double pathDifference, double error) {
        OptionalDouble small = OptionalDouble.of(1e-12);
        Row wanted = new Row("W1", Shape.of(2), pathDifference, small, OptionalDouble.of(error));
        Row atKink = new Row("b1", Shape.of(2), 0, OptionalDouble.empty(), OptionalDouble.empty());
        return new Findings(0, List.of(wanted, atKink));
    }
}
