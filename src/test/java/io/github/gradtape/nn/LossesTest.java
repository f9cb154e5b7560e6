package io.github.gradtape.nn;

import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.gradcheck.GradientReport;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossesTest {

    private static final Tensor Y = Tensor.of(new double[][] {{1, -2}, {3, 0.5}});
    private static final Tensor T = Tensor.of(new double[][] {{0, 2}, {3, 0}});

    private static Node zeros(int count) {
        return constant(Tensor.zeros(Shape.of(count)));
    }

    @Nested
    class MeanSquaredError {

        @Test
        void isTheMeanOfTheSquaresOverAllElements() {
            double loss =
                    Losses.meanSquaredError(constant(Y), constant(T)).value().item();
            assertEquals((1 + 16 + 0 + 0.25) / 4, loss);
        }

        @Test
        void hasTheGradientOfItsFormula() {
            GradientCheck.ofMany(in -> Losses.meanSquaredError(in.get(0), in.get(1)))
                    .require(Y, T);
        }

        @Test
        void shapesThatOnlyBroadcastAreRefused() {
            assertRefused(
                    "meanSquaredError: predictions of [4, 1] and targets of [4] must have the same shape",
                    () -> Losses.meanSquaredError(constant(Layers.numbers(4, 1)), zeros(4)));
        }
    }

    @Nested
    class Huber {

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 0.5", "-1, 0.5", "2, 2", "-2, 2", "3, 4", "-5, 8", "1e300, 2e300"})
        void isQuadraticNearAndLinearFar(double error, double loss) {
            assertEquals(loss, huber(constant(Tensor.of(error))).value().item(), "for δ = 2");
        }

        private static Node huber(Node y) {
            return Losses.huber(y, zeros(y.value().size()), 2);
        }

        @Test
        void isTheMeanOverAllElements() {
            double loss = Losses.huber(constant(Y), constant(T), 2).value().item();
            assertEquals((0.5 + 2 * (4 - 1) + 0 + 0.125) / 4, loss);
        }

        @Test
        void dependsOnTheDifferenceAlone() {
            assertEquals(
                    Losses.huber(constant(Tensor.of(3)), constant(Tensor.of(-1)), 1)
                            .value(),
                    Losses.huber(constant(Tensor.of(-1)), constant(Tensor.of(3)), 1)
                            .value());
        }

        @ParameterizedTest
        @CsvSource({"1.5, 1.5", "2, 2", "-2, -2", "2.5, 2", "-9, -2", "1e300, 2", "0, 0"})
        void hasTheErrorAsItsSlopeButNoMoreThanDelta(double error, double slope) {
            assertEquals(Tensor.of(slope), grad(Huber::huber).at(Tensor.of(error)), "for δ = 2");
        }

        @Test
        void hasTheGradientOfItsFormulaOnBothSides() {
            GradientCheck.ofMany(in -> Losses.huber(in.get(0), in.get(1), 2)).require(Y, T);
        }

        @Test
        void whereBothMeetOnlyTheSlopeHasAKink() {
            GradientReport report = GradientCheck.of(Huber::huber).require(Tensor.of(2, -2, 1));
            assertEquals(
                    List.of("input 0 at [0] = 2.0 (of the slope)", "input 0 at [1] = -2.0 (of the slope)"),
                    report.kinks());
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
        void aDeltaOutsideIsRefused(double delta) {
            assertRefused(
                    "huber: delta must be positive and finite, was " + delta,
                    () -> Losses.huber(constant(Y), constant(T), delta));
        }

        @Test
        void shapesThatDifferAreRefused() {
            assertRefused(
                    "huber: predictions of [2, 2] and targets of [2] must have the same shape",
                    () -> Losses.huber(constant(Y), zeros(2), 1));
        }
    }
}
