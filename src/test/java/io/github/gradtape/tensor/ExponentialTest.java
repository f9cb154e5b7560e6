package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.obermuhlner.math.big.BigDecimalMath;
import io.github.gradtape.cli.HighPrecision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    /** In u = 2⁻⁵³: what the class proves of itself. */
    private static final double BOUND = 1.01;

    private static final double SMALLEST_NORMAL_RESULT_AT = -708.39;
    private static final double[] TAILS_IN_ULPS = {-0.5, -0.25, 0, 0.25, 0.5};

    /** As much as a relative error of 2⁻⁵³ needs to be known to eight digits, and more. */
    private static final MathContext DIGITS = new MathContext(45);

    @Property(tries = 2000)
    void isWithinItsBoundForAllNormalResults(@ForAll("arguments") double x, @ForAll("tailsInUlps") double inUlps) {
        double tail = inUlps * Math.ulp(x);
        assertTrue(error(Exponential.exp(x, tail), x, tail) <= BOUND);
    }

    @Property(tries = 500)
    void isWithinOneStepForSubnormalResults(@ForAll("farDown") double x, @ForAll("tailsInUlps") double inUlps) {
        double tail = inUlps * Math.ulp(x);
        BigDecimal off = new BigDecimal(Exponential.exp(x, tail)).subtract(exact(x, tail));
        assertTrue(off.divide(new BigDecimal(Double.MIN_VALUE), DIGITS).abs().doubleValue() <= BOUND);
    }

    @Property
    void withoutTailIsThatOfTailZero(@ForAll("arguments") double x) {
        assertEquals(Exponential.exp(x, 0), Exponential.exp(x));
    }

    @Test
    void aDroppedTailWouldBreakTheBound() {
        IntStream.range(0, 50).mapToDouble(step -> -690 + step / 97.0).forEach(x -> {
            double tail = Math.ulp(x) / 2;
            assertTrue(error(Exponential.exp(x, tail), x, tail) <= BOUND);
            assertTrue(error(Exponential.exp(x), x, tail) > 500);
        });
    }

    @Test
    void aTailOnlyFactoredInByOnePlusItWouldBreakTheBound() {
        double worst = IntStream.range(0, 500)
                .mapToDouble(step -> {
                    double x = -690 + step / 97.0;
                    double tail = Math.ulp(x) / 2;
                    double exponential = Exponential.exp(x);
                    return error(Math.fma(exponential, tail, exponential), x, tail);
                })
                .max()
                .orElseThrow();
        assertTrue(worst > BOUND, () -> "worst " + worst);
    }

    /** Proven by the bound only where neighbours are far enough apart, |x| ≥ 4; seen to hold everywhere. */
    @Test
    void doesNotDecreaseWhereTheReductionStepsOn() {
        for (int k = -1075; k < 1024; k++) {
            double x = moved((k + 0.5) * Math.log(2), -10);
            for (int neighbour = 0; neighbour < 20; neighbour++, x = Math.nextUp(x)) {
                assertTrue(Exponential.exp(x) <= Exponential.exp(Math.nextUp(x)), "at " + x);
            }
        }
    }

    @Test
    void joinsTheRareRangeWithoutAStep() {
        for (double join : new double[] {-708, 708}) {
            for (int ulps = -3; ulps <= 3; ulps++) {
                double x = moved(join, ulps);
                assertTrue(error(Exponential.exp(x), x, 0) <= BOUND);
                assertTrue(Exponential.exp(Math.nextDown(x)) < Exponential.exp(x));
            }
        }
    }

    @Test
    void isExactlyOneAtZero() {
        assertEquals(1, Exponential.exp(0.0));
        assertEquals(1, Exponential.exp(-0.0));
        assertEquals(1, Exponential.exp(Double.MIN_VALUE));
        assertEquals(1, Exponential.exp(0x1p-54));
        assertEquals(1, Exponential.exp(-0x1p-55));
    }

    @Test
    void isEAtOne() {
        assertEquals(Math.E, Exponential.exp(1));
    }

    @Test
    void overflowsBehindTheLogarithmOfTheLargestNumber() {
        double last = 709.782712893384;
        assertTrue(Double.isFinite(Exponential.exp(last)));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(Math.nextUp(last)));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(711));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(Double.POSITIVE_INFINITY));
    }

    @Test
    void underflowsBehindTheLogarithmOfHalfTheSmallestNumber() {
        double last = -745.1332191019411;
        assertEquals(Double.MIN_VALUE, Exponential.exp(last));
        assertEquals(0, Exponential.exp(Math.nextDown(last)));
        assertEquals(0, Exponential.exp(-747));
        assertEquals(0, Exponential.exp(Double.NEGATIVE_INFINITY));
    }

    @Test
    void looksAtNoTailOfAnInfinity() {
        assertEquals(0, Exponential.exp(Double.NEGATIVE_INFINITY, Double.NaN));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.exp(Double.POSITIVE_INFINITY, Double.NaN));
    }

    @Test
    void ofNanIsNan() {
        assertEquals(Double.NaN, Exponential.exp(Double.NaN));
        assertEquals(Double.NaN, Exponential.exp(Double.NaN, 0));
    }

    @Provide
    Arbitrary<Double> arguments() {
        return Arbitraries.oneOf(
                Arbitraries.randomValue(random -> random.nextDouble(SMALLEST_NORMAL_RESULT_AT, 709.78)),
                Arbitraries.randomValue(
                        random -> sign(random) * Math.scalb(random.nextDouble(1, 2), random.nextInt(-70, 9))),
                Arbitraries.randomValue(ExponentialTest::nearAFlipOfTheExponent),
                Arbitraries.randomValue(ExponentialTest::wherePolynomialWeighsMost),
                near(-708, -690, -36.7, -Math.log(2), -1, 0, 1, Math.log(2), 36.7, 690, 708, 709.78));
    }

    @Provide
    Arbitrary<Double> farDown() {
        return Arbitraries.oneOf(
                Arbitraries.randomValue(random -> random.nextDouble(-745.2, -708.4)),
                near(-745.1332191019411, -740, -709));
    }

    @Provide
    Arbitrary<Double> tailsInUlps() {
        return Arbitraries.randomValue(random -> random.nextBoolean()
                ? TAILS_IN_ULPS[random.nextInt(TAILS_IN_ULPS.length)]
                : random.nextDouble(-0.5, 0.5));
    }

    private static Arbitrary<Double> near(double... thresholds) {
        return Arbitraries.randomValue(
                random -> moved(thresholds[random.nextInt(thresholds.length)], random.nextInt(-3, 4)));
    }

    /** An odd multiple of ln 2 / 2. */
    private static double nearAFlipOfTheExponent(Random random) {
        return moved((random.nextInt(-1021, 1023) + 0.5) * Math.log(2), random.nextInt(-3, 4));
    }

    private static double wherePolynomialWeighsMost(Random random) {
        return random.nextInt(-1020, 1024) * Math.log(2) - random.nextDouble(0.3, 0.3466);
    }

    private static int sign(Random random) {
        return random.nextBoolean() ? 1 : -1;
    }

    /** So many steps up, or down, to a neighbour. */
    static double moved(double x, int ulps) {
        double moved = x;
        for (int step = 0; step < Math.abs(ulps); step++) {
            moved = ulps > 0 ? Math.nextUp(moved) : Math.nextDown(moved);
        }
        return moved;
    }

    /** The relative error in u. */
    private static double error(double computed, double x, double tail) {
        return HighPrecision.errorInUnits(computed, exact(x, tail));
    }

    private static BigDecimal exact(double x, double tail) {
        return BigDecimalMath.exp(new BigDecimal(x).add(new BigDecimal(tail)), DIGITS);
    }

    @Test
    void whatADifferenceLosesIsExact() {
        assertEquals(-0x1p-60, Exponential.lost(1, 0x1p-60));
        assertEquals(0x1p-60, Exponential.lost(0x1p-60, 1));
        assertEquals(0, Exponential.lost(3, 1));
    }

    @Test
    void aDifferenceCountsAsIfItHadNotBeenRounded() {
        double x = -0x1p-46;
        double m = 600;
        assertEquals(-m, x - m);
        // by mpmath: exp(-600 - 2^-46), exp(-600)
        assertEquals(2.6503965530042733e-261, Exponential.ofDifference(x, m), 0x1p-52 * 2.66e-261);
        assertEquals(2.6503965530043108e-261, Exponential.ofDifference(0, m), 0x1p-52 * 2.66e-261);
        assertEquals(0, Exponential.ofDifference(Double.NEGATIVE_INFINITY, 1));
        assertEquals(Double.NaN, Exponential.ofDifference(1, Double.NaN));
    }
}
