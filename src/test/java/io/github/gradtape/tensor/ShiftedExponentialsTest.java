package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShiftedExponentialsTest {

    private static void assertAsOneByOne(double[] z, double max) {
        double[] exponentials = new double[z.length];
        new ShiftedExponentials(z.length).of(z, max, exponentials);
        for (int k = 0; k < z.length; k++) {
            double expected = Exponential.exp(z[k] - max, ShiftedExponentials.lost(z[k], max));
            assertEquals(expected, exponentials[k], "exp(" + z[k] + " - " + max + ")");
        }
    }

    @Property
    void everyEntryIsThatOfExponential(@ForAll @IntRange(min = 1, max = 200) int length, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.exp(random.nextDouble(-20, 7));
        double[] z = random.doubles(length, -scale, scale).toArray();
        assertAsOneByOne(z, Arrays.stream(z).max().orElseThrow());
    }

    @Test
    void subnormalZeroAndMaskedEntriesStandAmongOthers() {
        double[] z = new double[100];
        Arrays.setAll(z, k -> -690 - k);
        z[50] = Double.NEGATIVE_INFINITY;
        assertAsOneByOne(z, 0);
    }

    @Test
    void withoutFiniteMaximumThereIsNoNumber() {
        for (double max : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] z = new double[100];
            Arrays.fill(z, max);
            assertAsOneByOne(z, max);
        }
    }

    @Test
    void whatADifferenceLosesIsExact() {
        assertEquals(-0x1p-60, ShiftedExponentials.lost(1, 0x1p-60));
        assertEquals(0x1p-60, ShiftedExponentials.lost(0x1p-60, 1));
        assertEquals(0, ShiftedExponentials.lost(3, 1));
    }
}
