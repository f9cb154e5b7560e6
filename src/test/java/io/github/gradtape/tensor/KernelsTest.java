package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

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
        double[] tails = new double[x.length];
        Arrays.setAll(tails, k -> Double.isFinite(x[k]) ? (k % 3 - 1) * Math.ulp(x[k]) / 2 : 0);
        for (Kernels kernels : List.of(Kernels.SCALAR, Kernels.FASTEST)) {
            double[] out = new double[x.length];
            kernels.exp(x, tails, out, x.length);
            for (int k = 0; k < x.length; k++) {
                assertEquals(Exponential.exp(x[k], tails[k]), out[k], "exp(" + x[k] + ")");
            }
        }
    }

    @Property
    void everyExponentialIsThatOfExponential(@ForAll @IntRange(min = 1, max = 600) int length, @ForAll long seed) {
        double[] x = numbers(length, seed);
        assertExponentialsAsOneByOne(x);
        for (Kernels kernels : List.of(Kernels.SCALAR, Kernels.FASTEST)) {
            double[] out = x.clone();
            kernels.expm1(out, out, length);
            for (int k = 0; k < length; k++) {
                assertEquals(Exponential.expm1(x[k]), out[k], "expm1(" + x[k] + ")");
            }
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
}
