package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ErrorFunctionTest {

    /** Terms of the alternating series grow to exp(36) before x = 6, so that 60 digits leave more than 40. */
    private static final MathContext DIGITS = new MathContext(60);

    private static final BigDecimal TWO_OVER_SQRT_PI =
            BigDecimal.valueOf(2).divide(BigDecimalMath.pi(DIGITS).sqrt(DIGITS), DIGITS);

    @Test
    void isOffByThreeUlpsAtMost() {
        DoubleStream.iterate(0.003, x -> x < 6.2, x -> x + 0.01).forEach(x -> assertErf(x, 3));
        DoubleStream.iterate(0.5, x -> x > 1e-12, x -> x * 0.3).forEach(x -> assertErf(x, 3));
    }

    @Test
    void joinsTheTwoExpansionsWithoutAStep() {
        assertErf(Math.nextDown(0.5), 3);
        assertErf(0.5, 3);
        assertErfc(Math.nextDown(0.5), 5);
        assertErfc(0.5, 5);
    }

    @Test
    void theComplementKeepsItsDigits() {
        DoubleStream.iterate(-6, x -> x < 6.2, x -> x + 0.01).forEach(x -> assertErfc(x, 5));
        // mpmath 1.3.0, 60 digits
        assertEquals(2.088487583762545e-45, ErrorFunction.erfc(10), 5 * Math.ulp(2.1e-45));
        assertEquals(5.663192408856143e-296, ErrorFunction.erfc(26), 5 * Math.ulp(5.7e-296));
    }

    @Test
    void theComplementIsExactAtZeroAndFarOut() {
        assertEquals(1, ErrorFunction.erfc(0));
        assertEquals(Double.MIN_VALUE, ErrorFunction.erfc(27.22));
        for (double x : new double[] {27.23, 28, 1e200, Double.POSITIVE_INFINITY}) {
            assertEquals(0.0, ErrorFunction.erfc(x));
            assertEquals(2, ErrorFunction.erfc(-x));
        }
        assertEquals(Double.NaN, ErrorFunction.erfc(Double.NaN));
    }

    @Test
    void isOdd() {
        for (double x : new double[] {1e-300, 0.3, 1.9, 2, 5, 40}) {
            assertEquals(-ErrorFunction.erf(x), ErrorFunction.erf(-x));
        }
    }

    @Test
    void zeroKeepsItsSign() {
        assertEquals(0.0, ErrorFunction.erf(0.0));
        assertEquals(-0.0, ErrorFunction.erf(-0.0));
    }

    @Test
    void isOneFarOut() {
        for (double x : new double[] {5.93, 30, 1e200, Double.POSITIVE_INFINITY}) {
            assertEquals(1, ErrorFunction.erf(x));
            assertEquals(-1, ErrorFunction.erf(-x));
        }
    }

    @Test
    void ofNanIsNan() {
        assertEquals(Double.NaN, ErrorFunction.erf(Double.NaN));
    }

    private static void assertErf(double x, int ulps) {
        double expected = series(x).doubleValue();
        assertEquals(expected, ErrorFunction.erf(x), ulps * Math.ulp(expected), () -> "erf " + x);
    }

    private static void assertErfc(double x, int ulps) {
        double expected = BigDecimal.ONE.subtract(series(x)).doubleValue();
        assertEquals(expected, ErrorFunction.erfc(x), ulps * Math.ulp(expected), () -> "erfc " + x);
    }

    /** Abramowitz &amp; Stegun 7.1.5, another series than the one tested: 2/√π · Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)). */
    private static BigDecimal series(double x) {
        BigDecimal argument = new BigDecimal(x);
        BigDecimal minusSquare = argument.multiply(argument, DIGITS).negate();
        BigDecimal power = argument;
        BigDecimal sum = argument;
        for (int n = 1; power.abs().compareTo(sum.abs().scaleByPowerOfTen(-40)) > 0; n++) {
            power = power.multiply(minusSquare, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
        }
        return TWO_OVER_SQRT_PI.multiply(sum, DIGITS);
    }
}
