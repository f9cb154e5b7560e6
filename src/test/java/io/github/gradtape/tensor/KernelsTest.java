package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {

    /** The build has a run of its tests with the module and one without. */
    @Test
    void thoseInVectorInstructionsAreTakenIfTheModuleIsThere() {
        boolean isThere =
                ManagementFactory.getRuntimeMXBean().getInputArguments().contains("--add-modules=jdk.incubator.vector");
        assertEquals(
                isThere ? "VectorKernels" : "ScalarKernels",
                Kernels.FASTEST.getClass().getSimpleName());
    }

    private static void assertExponentialsAsOneByOne(double... x) {
        assertExponentialsAsOneByOne(x, new double[x.length]);
        double[] subtrahends = new double[x.length];
        Arrays.setAll(subtrahends, k -> k % 3 == 0 ? 1 : Math.abs(x[x.length - 1 - k]));
        assertExponentialsAsOneByOne(x, subtrahends);
    }

    private static void assertExponentialsAsOneByOne(double[] x, double[] m) {
        double[] shifted = new double[x.length + 3];
        System.arraycopy(x, 0, shifted, 3, x.length);
        for (Kernels kernels : List.of(Kernels.SCALAR, Kernels.FASTEST)) {
            double[] out = new double[x.length + 4];
            kernels.exp(shifted, 3, m, out, 2, x.length);
            for (int k = 0; k < x.length; k++) {
                assertEquals(
                        Exponential.ofDifference(x[k], m[k]),
                        out[2 + k],
                        () -> "a difference of " + Arrays.toString(x));
            }
            assertEquals(List.of(0.0, 0.0, 0.0, 0.0), List.of(out[0], out[1], out[x.length + 2], out[x.length + 3]));
        }
    }

    private static void assertTangentsAsOneByOne(double... x) {
        for (Kernels kernels : List.of(Kernels.SCALAR, Kernels.FASTEST)) {
            double[] out = new double[x.length];
            kernels.exp(x, 0, reversed(x), out, 0, x.length); // must leave nothing behind
            kernels.tanh(x, out, x.length);
            for (int k = 0; k < x.length; k++) {
                assertEquals(Logistic.tanh(x[k]), out[k], "tanh(" + x[k] + ")");
            }
        }
    }

    private static double[] reversed(double... x) {
        double[] reversed = new double[x.length];
        Arrays.setAll(reversed, k -> x[x.length - 1 - k]);
        return reversed;
    }

    @Property
    void everyExponentialIsThatOfExponential(@ForAll @IntRange(min = 1, max = 600) int length, @ForAll long seed) {
        assertExponentialsAsOneByOne(numbers(length, seed));
    }

    @Property
    void everyTangentIsThatOfLogistic(@ForAll @IntRange(min = 1, max = 600) int length, @ForAll long seed) {
        assertTangentsAsOneByOne(numbers(length, seed));
    }

    @Property
    void everySumIsAddedWithItsRoundingError(@ForAll @IntRange(min = 1, max = 600) int length, @ForAll long seed) {
        double[] numbers = numbers(2 * length + 3, seed);
        double[] errors = numbers(length + 1, seed + 1);
        for (Kernels kernels : List.of(Kernels.SCALAR, Kernels.FASTEST)) {
            double[] sums = numbers.clone(); // their summands behind them, with a gap
            double[] theirErrors = errors.clone();
            kernels.add(sums, length + 3, length, sums, theirErrors, new double[length]);
            for (int k = 0; k < length; k++) {
                double summand = numbers[length + 3 + k];
                assertEquals(numbers[k] + summand, sums[k]);
                assertEquals(errors[k] + FoldedSum.error(numbers[k], summand), theirErrors[k]);
            }
            assertArrayEquals(
                    Arrays.copyOfRange(numbers, length, numbers.length),
                    Arrays.copyOfRange(sums, length, numbers.length));
            assertEquals(errors[length], theirErrors[length]);
        }
    }

    private static double[] numbers(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.exp(random.nextDouble(-20, 6));
        return random.doubles(length, -scale, scale).toArray();
    }

    @Test
    void subnormalZeroInfiniteAndNanExponentialsStandAmongOthers() {
        double[] x = new double[100];
        Arrays.setAll(x, k -> -690 - k);
        x[50] = Double.NEGATIVE_INFINITY;
        x[51] = Double.NaN;
        x[52] = Double.POSITIVE_INFINITY;
        x[53] = 709.5;
        assertExponentialsAsOneByOne(x);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 31, 32, 300})
    void exponentialsMayAllBeSubnormalZeroOrInfinite(int length) {
        double[] x = new double[length];
        Arrays.setAll(x, k -> k % 5 == 0 ? 709 : -709 - k);
        assertExponentialsAsOneByOne(x);
    }

    @Test
    void tangentsOfZerosInfinitiesNaNAndTinyNumbersStandAmongOthers() {
        double[] x = new double[100];
        Arrays.setAll(x, k -> k - 50);
        x[3] = -0.0;
        x[4] = Double.NEGATIVE_INFINITY;
        x[5] = Double.NaN;
        x[6] = Double.POSITIVE_INFINITY;
        x[7] = -Double.MIN_VALUE;
        x[8] = 1e-300;
        assertTangentsAsOneByOne(x);
        assertEquals(-0.0, Logistic.tanh(-0.0));
        assertEquals(-1, Logistic.tanh(Double.NEGATIVE_INFINITY));
        assertEquals(-Double.MIN_VALUE, Logistic.tanh(-Double.MIN_VALUE));
    }
}
