package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {

    private static Map<String, Tensor> gradients(double w, double b) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        gradients.put("w", Tensor.of(w, 0));
        gradients.put("b", Tensor.of(b));
        return gradients;
    }

    @Property
    void byNormLeavesTheLesserOfTheNormAndTheBound(
            @ForAll @IntRange(min = 1, max = 50) int size,
            @ForAll @DoubleRange(min = 0.1, max = 20) double bound,
            @ForAll long seed) {
        Map<String, Tensor> gradients = Map.of("w", Tensor.normal(Shape.of(size), 0, 1, new SplittableRandom(seed)));
        double expected = Math.min(Clipping.norm(gradients), bound);
        // about one rounding for each number, and a few more
        double tolerance = (size + 10) * Math.ulp(1.0) * expected;
        assertEquals(expected, Clipping.norm(Clipping.byNorm(bound).apply(gradients)), tolerance);
    }

    @Nested
    class ByNorm {

        private static void assertClipped(double w, double b, double bound, double clippedW, double clippedB) {
            Map<String, Tensor> clipped = Clipping.byNorm(bound).apply(gradients(w, b));
            assertArrayEquals(
                    new double[] {clippedW, 0}, clipped.get("w").toArray(), Math.abs(clippedW) * 4 * Math.ulp(1.0));
            assertArrayEquals(
                    new double[] {clippedB}, clipped.get("b").toArray(), Math.abs(clippedB) * 4 * Math.ulp(1.0));
            assertEquals(List.of("w", "b"), List.copyOf(clipped.keySet()));
        }

        @Test
        void scalesAllGradientsTogether() {
            assertClipped(30, -40, 5, 3, -4);
        }

        @Test
        void leavesGradientsWithinTheBound() {
            Map<String, Tensor> gradients = gradients(3, 4);
            assertSame(gradients, Clipping.byNorm(5).apply(gradients));
        }

        @Test
        void scalesHugeGradients() {
            assertClipped(3e300, 4e300, 5, 3, 4);
        }

        @Test
        void scalesGradientsWhoseNormIsNoFiniteNumber() {
            assertClipped(1.5e308, -1.5e308, 2, Math.sqrt(2), -Math.sqrt(2));
        }

        @Test
        void scalesTinyGradients() {
            assertClipped(3e-300, 4e-300, 5e-301, 3e-301, 4e-301);
        }

        @Test
        void leavesZerosAsTheyAre() {
            Map<String, Tensor> zeros = gradients(0, 0);
            assertSame(zeros, Clipping.byNorm(1e-300).apply(zeros));
        }

        @Test
        void leavesNoGradientsAsTheyAre() {
            assertEquals(Map.of(), Clipping.byNorm(1).apply(Map.of()));
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
        void aBoundOutsideIsRefused(double bound) {
            assertRefused(
                    "the bound of a norm must be positive and finite, was " + bound, () -> Clipping.byNorm(bound));
        }
    }

    @Nested
    class ByValue {

        @Test
        void keepsEveryNumberWithinTheBound() {
            Map<String, Tensor> gradients = Map.of("w", Tensor.of(-7, -2, 0, 1.5, 1e300));
            assertEquals(
                    Map.of("w", Tensor.of(-2, -2, 0, 1.5, 2)),
                    Clipping.byValue(2).apply(gradients));
        }

        @Test
        void givesWhatCannotBeChanged() {
            Map<String, Tensor> clipped = Clipping.byValue(1).apply(Map.of("w", Tensor.of(2)));
            assertThrows(UnsupportedOperationException.class, clipped::clear);
        }

        @Test
        void leavesNoNumberANumber() {
            assertEquals(
                    Map.of("w", Tensor.of(Double.NaN)), Clipping.byValue(2).apply(Map.of("w", Tensor.of(Double.NaN))));
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
        void aBoundOutsideIsRefused(double bound) {
            assertRefused(
                    "the bound of a value must be positive and finite, was " + bound, () -> Clipping.byValue(bound));
        }
    }

    @Nested
    class Norm {

        @Test
        void isThatOfAllGradientsTogether() {
            assertEquals(5, Clipping.norm(gradients(3, -4)));
        }

        @Test
        void neitherOverflowsNorUnderflows() {
            assertEquals(5e300, Clipping.norm(gradients(3e300, 4e300)), 5e285);
            assertEquals(5e-300, Clipping.norm(gradients(3e-300, 4e-300)), 5e-315);
        }

        @Test
        void isZeroOfZerosAndOfNothing() {
            assertEquals(0, Clipping.norm(gradients(0, 0)));
            assertEquals(0, Clipping.norm(Map.of()));
        }

        @Test
        void isInfiniteOrNaNIfAGradientIs() {
            assertEquals(Double.POSITIVE_INFINITY, Clipping.norm(gradients(Double.NEGATIVE_INFINITY, 1)));
            assertEquals(Double.NaN, Clipping.norm(gradients(1, Double.NaN)));
        }
    }
}
