package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.ROUNDING;
import static io.github.gradtape.nn.Layers.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {

    private static final double[] X = {-3, -1, -0.5, 0, 0.25, 1, 4};

    /** Φ at 0.25, 0.5, 1, 3 and 4, from tables of the normal distribution to 15 digits. */
    private static double normal(double x) {
        double upper = switch (Double.toString(Math.abs(x))) {
            case "0.0" -> 0.5;
            case "0.25" -> 0.598706325682924;
            case "0.5" -> 0.691462461274013;
            case "1.0" -> 0.841344746068543;
            case "3.0" -> 0.998650101968370;
            case "4.0" -> 0.999968328758167;
            default -> throw new IllegalArgumentException("not in the table: " + x);
        };
        return x < 0 ? 1 - upper : upper;
    }

    private static DoubleUnaryOperator formula(Activation activation) {
        return switch (activation) {
            case LINEAR -> x -> x;
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case TANH -> Math::tanh;
            case RELU -> x -> x > 0 ? x : 0;
            case GELU -> x -> x * normal(x);
            case SILU -> x -> x / (1 + Math.exp(-x));
        };
    }

    @ParameterizedTest
    @EnumSource
    void isItsFormulaForEveryNumber(Activation activation) {
        double[] expected = Arrays.stream(X).map(formula(activation)).toArray();
        assertArrayEquals(expected, Layers.values(activation, X), ROUNDING);
    }

    @ParameterizedTest
    @EnumSource
    void hasTheGradientOfItsFormula(Activation activation) {
        Layers.requireGradients(activation, numbers(3, 2, 2));
    }

    @ParameterizedTest
    @EnumSource
    void hasNoParameters(Activation activation) {
        assertEquals(List.of(), activation.parameters());
    }

    @Test
    void takesABatchOfAnyShape() {
        Tensor x = numbers(2, 3, 4);
        assertEquals(x, Layers.output(Activation.LINEAR, x));
        assertEquals(x.shape(), Layers.output(Activation.TANH, x).shape());
    }
}
