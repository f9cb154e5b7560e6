package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoldedSumTest {

    private static FoldedSum sum(double... x) {
        FoldedSum sum = new FoldedSum(x.length);
        sum.addUp(x, 0, x.length);
        return sum;
    }

    private static BigDecimal exactly(double... x) {
        return Arrays.stream(x).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Property
    void valueAndTailAreTheSumToTwiceThePrecision(
            @ForAll @IntRange(min = 1, max = 2000) int length, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random.doubles(length, -700, 0).map(Math::exp).toArray();
        FoldedSum sum = sum(x);
        BigDecimal exact = exactly(x);
        double error = exact.subtract(exactly(sum.value(), sum.tail())).doubleValue();
        // at most 8 numbers a lane, 4 foldings and 16 sums one by one, each rounding errors of u of the sum again
        assertTrue(Math.abs(error) <= 28 * 28 * 0x1p-106 * sum.value(), () -> "off by " + error);
        assertTrue(Math.abs(sum.tail()) <= Math.ulp(sum.value()) / 2);
    }

    @Test
    void tinySummandsAreNotLostBesideALargeOne() {
        for (int length : new int[] {2, 3, 16, 17, 31, 33, 1000}) {
            double[] x = new double[length];
            Arrays.fill(x, 0x1p-60);
            x[length / 2] = 1;
            FoldedSum sum = sum(x);
            assertEquals(0, exactly(x).compareTo(exactly(sum.value(), sum.tail())), length + " summands");
        }
    }

    @Test
    void ofOneItIsThat() {
        assertEquals(3, sum(3).value());
        assertEquals(0, sum(3).tail());
    }

    @Test
    void itMayBeUsedAgain() {
        FoldedSum sum = new FoldedSum(600);
        double[] many = new double[600];
        Arrays.fill(many, 5);
        sum.addUp(many, 0, 600);
        sum.addUp(new double[] {9, 1, 2, 3, 9}, 1, 3);
        assertEquals(6, sum.value());
        sum.addUp(many, 100, 400);
        assertEquals(2000, sum.value());
        assertEquals(0, sum.tail());
    }

    @Test
    void aNaNStays() {
        double[] x = new double[40];
        x[7] = Double.NaN;
        assertTrue(Double.isNaN(sum(x).value()));
    }

    @Test
    void anInfinityStaysAndTwoOfOppositeSignAreNaN() {
        for (int length : new int[] {3, 40, 600}) {
            double[] x = new double[length];
            x[1] = Double.NEGATIVE_INFINITY;
            assertEquals(Double.NEGATIVE_INFINITY, sum(x).value());
            x[2] = Double.POSITIVE_INFINITY;
            assertTrue(Double.isNaN(sum(x).value()));
        }
    }
}
