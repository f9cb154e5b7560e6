package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoftmaxRowTest {

    @Test
    void whatADifferenceLosesIsExact() {
        assertEquals(-0x1p-60, SoftmaxRow.lost(1, 0x1p-60));
        assertEquals(0x1p-60, SoftmaxRow.lost(0x1p-60, 1));
        assertEquals(0, SoftmaxRow.lost(3, 1));
    }

    @Test
    void theTopIsTheFirstOfTheLargestOrTheFirstNaN() {
        assertEquals(1, SoftmaxRow.top(new double[] {-1, 2, 0, 2}));
        assertEquals(2, SoftmaxRow.top(new double[] {-1, 2, Double.NaN, 3, Double.NaN}));
        assertEquals(0, SoftmaxRow.top(new double[] {Double.NaN, 3}));
    }
}
