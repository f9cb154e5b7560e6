package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CompensatedSumTest {

    @Property
    void isOffByLittleMoreThanTheLastRounding(@ForAll @IntRange(max = 100) int count, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CompensatedSum sum = new CompensatedSum();
        BigDecimal exact = BigDecimal.ZERO;
        double magnitudes = 0;
        for (int i = 0; i < count; i++) {
            double x = Math.scalb(random.nextGaussian(), random.nextInt(60));
            sum.add(x);
            exact = exact.add(new BigDecimal(x));
            magnitudes += Math.abs(x);
        }
        double rounded = exact.doubleValue();
        // n² u² of the magnitudes is lost in adding up the rounding errors, n at most 100
        assertEquals(rounded, sum.value(), Math.ulp(rounded) + 1e4 * 0x1p-106 * magnitudes);
    }
}
