package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.ExponentialTest.moved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.obermuhlner.math.big.BigDecimalMath;
import io.github.gradtape.cli.HighPrecision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LogOnePlusTest {

    /** In u = 2⁻⁵³: what the class proves of itself. */
    private static final double BOUND = 1.08;

    private static final double[] TAILS_IN_ULPS = {-0.5, -0.25, 0, 0.25, 0.5};

    /** 45 for the result, and 25 that 1 + r takes up before those of an r of 10⁻²⁵. */
    private static final MathContext DIGITS = new MathContext(70);

    private static final double FOUR_TERMS_ARE_EXACT_BELOW = 1e-24;

    @Property(tries = 2000)
    void isWithinItsBound(@ForAll("arguments") double r, @ForAll("tailsInUlps") double inUlps) {
        double tail = inUlps * Math.ulp(r);
        assertTrue(error(log1p(r, tail), r, tail) <= BOUND);
    }

    @Test
    void aDroppedTailWouldBreakTheBound() {
        double worst = IntStream.range(0, 100)
                .mapToDouble(step -> 0.0078125 + step * 1e-6)
                .map(r -> error(log1p(r, 0), r, Math.ulp(r) / 2))
                .max()
                .orElseThrow();
        assertTrue(worst > 1.5, () -> "worst " + worst);
    }

    /** Not proven, as neighbours may be closer than the bound; seen to hold. */
    @Test
    void doesNotDecreaseWhereTheReductionStepsOn() {
        for (int k = 0; k < 60; k++) {
            assertDoesNotDecreaseAround(Math.scalb(Math.sqrt(2), k) - 1);
        }
        assertDoesNotDecreaseAround(0x1p-30);
    }

    private static void assertDoesNotDecreaseAround(double boundary) {
        double r = moved(boundary, -10);
        for (int neighbour = 0; neighbour < 20; neighbour++, r = Math.nextUp(r)) {
            assertTrue(log1p(r, 0) <= log1p(Math.nextUp(r), 0), "at " + r);
        }
    }

    @Test
    void isExactlyZeroAtZero() {
        assertEquals(0, log1p(0, 0));
    }

    @Test
    void isTheArgumentItselfWhenThatIsTiny() {
        for (double r : new double[] {Double.MIN_VALUE, 3 * Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300, 1e-17}) {
            assertEquals(r, log1p(r, 0));
        }
    }

    @Test
    void isTheLogarithmOfTwoAtOne() {
        assertEquals(0.6931471805599453, log1p(1, 0));
    }

    @Test
    void isWithinItsBoundOfTheLargestNumbers() {
        for (double r : new double[] {1e300, 0x1p1023, Double.MAX_VALUE}) {
            assertTrue(error(log1p(r, 0), r, 0) <= BOUND, "at " + r);
        }
    }

    @Test
    void ofInfinityIsInfinityWhateverTheTail() {
        assertEquals(Double.POSITIVE_INFINITY, log1p(Double.POSITIVE_INFINITY, 0));
        assertEquals(Double.POSITIVE_INFINITY, log1p(Double.POSITIVE_INFINITY, Double.NaN));
    }

    @Test
    void ofNanIsNan() {
        assertEquals(Double.NaN, log1p(Double.NaN, 0));
    }

    /** One object takes the logarithms of all rows. */
    @Test
    void keepsNothingOfTheArgumentBefore() {
        for (double r : new double[] {0, 1e-20, 0.3, 5, Double.POSITIVE_INFINITY, Double.NaN}) {
            LogOnePlus again = log(2, Math.ulp(2.0) / 2);
            again.take(r, 0);
            assertEquals(log(r, 0).value(), again.value(), "at " + r);
            assertEquals(log(r, 0).tail(), again.tail(), "at " + r);
        }
    }

    @Provide
    Arbitrary<Double> arguments() {
        return Arbitraries.oneOf(
                Arbitraries.randomValue(random -> Math.scalb(random.nextDouble(1, 2), random.nextInt(-1022, 997))),
                Arbitraries.randomValue(random -> Math.scalb(random.nextDouble(1, 2), random.nextInt(-60, 60))),
                Arbitraries.randomValue(random -> random.nextInt(1, 1 << 20) * Double.MIN_VALUE),
                Arbitraries.randomValue(random -> random.nextDouble(0.2, 0.45)),
                Arbitraries.randomValue(random ->
                        moved(Math.scalb(Math.sqrt(2), random.nextInt(0, 60)) - 1, random.nextInt(-3, 4))),
                Arbitraries.randomValue(
                        random -> moved(Math.scalb(1.0, random.nextInt(-60, 60)), random.nextInt(-3, 4))));
    }

    @Provide
    Arbitrary<Double> tailsInUlps() {
        return Arbitraries.randomValue(random -> random.nextBoolean()
                ? TAILS_IN_ULPS[random.nextInt(TAILS_IN_ULPS.length)]
                : random.nextDouble(-0.5, 0.5));
    }

    /** The relative error in u. */
    private static double error(double computed, double r, double tail) {
        return HighPrecision.errorInUnits(computed, exact(new BigDecimal(r).add(new BigDecimal(tail))));
    }

    private static BigDecimal exact(BigDecimal r) {
        if (r.doubleValue() >= FOUR_TERMS_ARE_EXACT_BELOW) {
            return BigDecimalMath.log(r.add(BigDecimal.ONE), DIGITS);
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 4; n > 0; n--) {
            BigDecimal term = BigDecimal.ONE.divide(BigDecimal.valueOf(n), DIGITS);
            sum = term.subtract(sum.multiply(r, DIGITS), DIGITS);
        }
        return sum.multiply(r, DIGITS);
    }

    private static double log1p(double r, double tail) {
        return log(r, tail).value();
    }

    private static LogOnePlus log(double r, double tail) {
        LogOnePlus log = new LogOnePlus();
        log.take(r, tail);
        return log;
    }

    /** The bound of the pair, without the last addition: 0.08 u, which a value alone cannot meet. */
    @Property
    void valueAndTailTogetherAreTwelveTimesAsAccurate(@ForAll("arguments") double r) {
        LogOnePlus log = log(r, 0);
        BigDecimal pair = new BigDecimal(log.value()).add(new BigDecimal(log.tail()));
        BigDecimal exact = exact(new BigDecimal(r));
        BigDecimal error = pair.subtract(exact).abs();
        assertTrue(error.compareTo(exact.multiply(new BigDecimal(0.08 * 0x1p-53))) <= 0, "at " + r);
    }
}
