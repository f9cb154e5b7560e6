package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoftmaxRowTest {

    private static int top(int start, int n, double... x) {
        return SoftmaxRow.top(x, start, n);
    }

    @Test
    void theTopIsTheFirstOfTheLargestOrTheFirstNaN() {
        assertEquals(1, top(0, 4, -1, 2, 0, 2));
        assertEquals(2, top(0, 5, -1, 2, Double.NaN, 3, Double.NaN));
        assertEquals(0, top(0, 2, Double.NaN, 3));
    }

    @Test
    void theTopIsCountedFromTheStartOfTheRow() {
        assertEquals(1, top(2, 3, 9, 9, -1, 2, 0, 9));
        assertEquals(0, top(1, 1, 9, -1, 9));
    }
}
