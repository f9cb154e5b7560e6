package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.ROUNDING;
import static io.github.gradtape.nn.Layers.numbers;
import static io.github.gradtape.nn.Layers.output;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.tape.Derivative;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNormTest {

    /** ε as PyTorch documents it. */
    private static final double EPSILON = 1e-5;

    @Test
    void bringsEveryRowToMeanZeroAndVarianceOne() {
        double[] row =
                Arrays.copyOfRange(output(new LayerNorm(50), numbers(3, 50)).toArray(), 50, 100);
        double[] x = Arrays.copyOfRange(numbers(3, 50).toArray(), 50, 100);
        assertEquals(0, mean(row), ROUNDING);
        assertEquals(variance(x) / (variance(x) + EPSILON), variance(row), ROUNDING, "1 but for ε");
    }

    private static double mean(double... x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double variance(double... x) {
        return Arrays.stream(x).map(v -> (v - mean(x)) * (v - mean(x))).sum() / x.length;
    }

    @Test
    void scalesAndShiftsWhatItHasBrought() {
        // mean 4, variance 9
        Tensor x = Tensor.of(new double[][] {{1, 7}});
        Tensor y = output(new LayerNorm(2), x, Tensor.of(2, 5), Tensor.of(10, 20));
        double unit = 3 / Math.sqrt(9 + EPSILON);
        assertArrayEquals(new double[] {10 - 2 * unit, 20 + 5 * unit}, y.toArray(), 4 * ROUNDING);
    }

    @Test
    void takesEachRowOfABatchOfAnyRankForItself() {
        Tensor x = numbers(2, 3, 4);
        Tensor lastRow = Tensor.of(new double[][] {Arrays.copyOfRange(x.toArray(), 20, 24)});
        Tensor y = output(new LayerNorm(4), x);
        assertEquals(x.shape(), y.shape());
        assertArrayEquals(
                output(new LayerNorm(4), lastRow).toArray(), Arrays.copyOfRange(y.toArray(), 20, 24), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 0.1, 1e12 + 0.3})
    void aRowOfEqualNumbersBecomesTheBias(double number) {
        Tensor x = Tensor.full(Shape.of(1, 3), number);
        Tensor y = output(new LayerNorm(3), x, Tensor.of(1, 2, 3), Tensor.of(5, 6, 7));
        assertEquals(Tensor.of(new double[][] {{5, 6, 7}}), y);
    }

    /** The sum of the three is no double. */
    @Test
    void aRowFarFromZeroIsAsItIsNearIt() {
        Model model = Layers.scattered(new LayerNorm(3));
        Tensor near = Tensor.of(new double[][] {{0, 1, 3}});
        Tensor far = Elementwise.add(near, Tensor.scalar(1e15));
        assertArrayEquals(model.apply(near).toArray(), model.apply(far).toArray(), ROUNDING);
        Derivative gradient = grad(x -> sum(square(model.apply(x))));
        assertArrayEquals(gradient.at(near).toArray(), gradient.at(far).toArray(), 8 * ROUNDING);
    }

    @Test
    void startsFromAScaleOfOneAndNoShift() {
        Layers.assertParameters(new LayerNorm(3), "weight [3]", "bias [3]");
        Tensor x = numbers(2, 3);
        assertEquals(output(new LayerNorm(3), x, Tensor.of(1, 1, 1), Tensor.of(0, 0, 0)), output(new LayerNorm(3), x));
    }

    @Test
    void hasTheGradientsOfItsFormula() {
        Layers.requireGradients(new LayerNorm(4), numbers(3, 4));
    }

    @Test
    void hasTheSecondDerivativeOfItsFormula() {
        Model model = Layers.scattered(new LayerNorm(4));
        Node weights = Node.constant(numbers(2, 4));
        GradientCheck.of(
                        x -> grad(it -> sum(multiply(weights, model.apply(it)))).apply(x))
                .require(Layers.numbers(2, 4));
    }

    @Test
    void anInputOfAnotherWidthIsRefused() {
        assertRefused(
                "LayerNorm[features=3] of [2, 1]: the last axis must have extent 3",
                () -> output(new LayerNorm(3), numbers(2, 1)));
    }

    @Test
    void noFeaturesAreRefused() {
        assertRefused("LayerNorm: features must be at least 1, was 0", () -> new LayerNorm(0));
    }
}
