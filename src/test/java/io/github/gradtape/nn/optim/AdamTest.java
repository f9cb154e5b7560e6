package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static java.math.MathContext.DECIMAL128;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The algorithm in PyTorch's documentation of {@code torch.optim.Adam}, once by hand where every root is a fraction, and once in
 * 34 decimal digits.
 */
class AdamTest implements OptimizerLaws {

    /** Some roundings of numbers of the size of 1. */
    private static final double ROUNDING = 1e-15;

    /** β₁ = 1/2, β₂ = 3/4, ε = 1. */
    static Adam byHand(double decay) {
        return new Adam(Schedule.constant(0.75), 0.5, 0.75, 1, decay);
    }

    @Override
    public Optimizer optimizer(Schedule schedule) {
        return new Adam(schedule, 0.9, 0.99, 1e-8, 0.001);
    }

    @Override
    public List<String> words() {
        return List.of("first moment", "second moment", "steps");
    }

    @Test
    void stepsAreThoseWorkedByHand() {
        // g      2               -5                      4
        // m      1               1/2 - 5/2 = -2          -1 + 2 = 1
        // m̂      1/(1/2) = 2     -2/(3/4) = -8/3         1/(7/8) = 8/7
        // v      1               3/4 + 25/4 = 7          21/4 + 4 = 37/4
        // v̂      1/(1/4) = 4     7/(7/16) = 16           (37/4)/(37/64) = 16
        // step   2/(2 + 1)       -(8/3)/(4 + 1)          (8/7)/(4 + 1)
        // w      1 - 1/2         1/2 + 2/5               9/10 - 6/35
        assertArrayEquals(new double[] {0.5, 0.9, 51.0 / 70}, Steps.fromOne(byHand(0), 2, -5, 4), ROUNDING);
    }

    @Test
    void decayIsAddedToTheGradient() {
        // g + w/2 is 2, -5, 4 again
        assertArrayEquals(new double[] {0.5, 0.9, 51.0 / 70}, Steps.fromOne(byHand(0.5), 1.5, -5.25, 3.55), ROUNDING);
    }

    @Test
    @SuppressWarnings("BigDecimalLiteralDouble") // the very doubles that the optimizer computes with
    void stepsAreThoseOfManyDigits() {
        double[] gradients = new double[20];
        BigDecimal[] expected = new BigDecimal[gradients.length];
        BigDecimal w = BigDecimal.ONE;
        BigDecimal m = BigDecimal.ZERO;
        BigDecimal v = BigDecimal.ZERO;
        BigDecimal beta1 = new BigDecimal(0.9);
        BigDecimal beta2 = new BigDecimal(0.999);
        for (int t = 1; t <= gradients.length; t++) {
            gradients[t - 1] = Math.sin(t) / t;
            BigDecimal g = new BigDecimal(gradients[t - 1]);
            m = beta1.multiply(m).add(BigDecimal.ONE.subtract(beta1).multiply(g), DECIMAL128);
            v = beta2.multiply(v).add(BigDecimal.ONE.subtract(beta2).multiply(g).multiply(g), DECIMAL128);
            BigDecimal mHat = m.divide(BigDecimal.ONE.subtract(beta1.pow(t, DECIMAL128)), DECIMAL128);
            BigDecimal vHat = v.divide(BigDecimal.ONE.subtract(beta2.pow(t, DECIMAL128)), DECIMAL128);
            BigDecimal root = vHat.sqrt(DECIMAL128).add(new BigDecimal(1e-8));
            w = w.subtract(new BigDecimal(0.01).multiply(mHat).divide(root, DECIMAL128), DECIMAL128);
            expected[t - 1] = w;
        }
        assertArrayEquals(
                List.of(expected).stream().mapToDouble(BigDecimal::doubleValue).toArray(),
                Steps.fromOne(new Adam(0.01), gradients),
                gradients.length * ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void theFirstStepIsTheRateHoweverLargeTheGradient(double gradient) {
        // w - 0.01 g/(|g| + 1e-8), that is 0.99 but for 1e-7 at most
        assertArrayEquals(new double[] {0.99}, Steps.fromOne(new Adam(0.01), gradient), 1.1e-7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.5, Double.NaN})
    void aNumberOfStepsThatIsNoneIsRefused(double steps) {
        OptimizerState state =
                new OptimizerState(1, Map.of("w", Tensor.scalar(1)), Map.of("w/steps", Tensor.scalar(steps)));
        assertRefused(
                "what is remembered as w/steps must be a whole number from 0, was " + steps,
                () -> new Adam(0.01).step(state, Map.of("w", Tensor.scalar(1))));
    }

    @Property
    void aParameterIsMovedAsIfItsOwnStepsWereAll(@ForAll @Size(min = 1, max = 30) List<Boolean> present) {
        for (Optimizer optimizer : List.of(new Adam(0.01), new AdamW(0.01, 0.1))) {
            OptimizerState among = OptimizerState.start(Map.of("w", Tensor.scalar(1), "b", Tensor.scalar(1)));
            OptimizerState alone = OptimizerState.start(Map.of("b", Tensor.scalar(1)));
            for (int step = 0; step < present.size(); step++) {
                Map<String, Tensor> gradients = new HashMap<>(Map.of("w", Tensor.scalar(3)));
                if (present.get(step)) {
                    gradients.put("b", Tensor.scalar(Math.sin(step)));
                    alone = optimizer.step(alone, Map.of("b", Tensor.scalar(Math.sin(step))));
                }
                among = optimizer.step(among, gradients);
            }
            assertEquals(alone.parameters().get("b"), among.parameters().get("b"));
        }
    }

    @Test
    void aGradientOfZeroMovesNothing() {
        assertArrayEquals(new double[] {1, 1}, Steps.fromOne(new Adam(0.01), 0, 0));
    }

    @Test
    void settingsOutsideAreRefused() {
        Schedule rate = Schedule.constant(1);
        assertRefused("beta1 must be from 0 to below 1, was 1.0", () -> new Adam(rate, 1, 0.5, 1, 0));
        assertRefused("beta2 must be from 0 to below 1, was -0.5", () -> new Adam(rate, 0.5, -0.5, 1, 0));
        assertRefused("epsilon must be positive and finite, was 0.0", () -> new Adam(rate, 0.5, 0.5, 0, 0));
        assertRefused("decay must be finite and not negative, was -1.0", () -> new Adam(rate, 0.5, 0.5, 1, -1));
        assertRefused("rate must be positive and finite, was 0.0", () -> new Adam(0));
    }
}
