package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
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
}
