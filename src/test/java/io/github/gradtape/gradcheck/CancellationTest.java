package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private static double allowed(Tensor yBar, DoubleUnaryOperator excess) {
        return Cancellation.tolerance(Double.MAX_VALUE, 0, List.of(yBar), bars -> Elementwise.map(bars.get(0), excess));
    }

    private static Tensor cotangent(long seed) {
        return Tensor.normal(Shape.of(3), 0, 1, new SplittableRandom(seed));
    }

    @Property
    void theRoundingOfTermsThatCancelIsAllowed(@ForAll long seed) {
        Tensor yBar = cotangent(seed);
        double off = Law.largest(Elementwise.map(yBar, CancellationTest::cancelled));
        double allowed = allowed(yBar, CancellationTest::cancelled);
        assertTrue(off <= allowed && allowed < 1e-4, () -> off + ", allowed " + allowed);
    }

    /** 0 but for the rounding of terms of 10⁸. */
    private static double cancelled(double y) {
        return y * 3e8 - y * 7e8 + y * 4e8;
    }

    @Property
    void aFaultIsNotTakenForRounding(@ForAll long seed) {
        Tensor yBar = cotangent(seed);
        double largest = Law.largest(yBar);
        assertTrue(allowed(yBar, y -> y * y) < 1e-9 * largest * largest, "a square");
        assertTrue(allowed(yBar, y -> y + 0.001) < 1e-12 * (1 + largest), "a bias");
        assertTrue(allowed(yBar, y -> Math.min(1024 * y, 5) - 1024 * y) < 1e-1, "a bound");
    }

    @Test
    void aNaNOrAnInfinityIsNoRounding() {
        for (double off : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(2, Cancellation.tolerance(off, 2, List.of(cotangent(1)), bars -> Tensor.scalar(off)));
        }
    }

    @Test
    void nothingIsAskedWhereTheToleranceIsEnough() {
        assertEquals(2, Cancellation.tolerance(1, 2, List.of(), bars -> {
            throw new AssertionError("asked");
        }));
    }
}
