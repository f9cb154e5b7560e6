package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.gradtape.Garbage;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** A server that loads a program with this library anew lets go of the old one, though its threads live on. */
class UnloadingTest {

    @Test
    void whatAThreadKeepsForKernelsDoesNotKeepTheClasses()
            throws ReflectiveOperationException, IOException, InterruptedException {
        WeakReference<ClassLoader> loader = used();
        // not always at once, in the midst of other tests
        for (int tries = 0; loader.get() != null && tries < 500; tries++) {
            Garbage.collect();
        }
        assertNull(loader.get());
    }

    /** What has loaded the library once more, and computed with it what takes room that is kept. */
    private static WeakReference<ClassLoader> used() throws ReflectiveOperationException, IOException {
        URL classes = Tensor.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> tensor = loader.loadClass(Tensor.class.getName());
            assertNotSame(Tensor.class, tensor);
            Class<?> shape = loader.loadClass(Shape.class.getName());
            Object ones = tensor.getMethod("ones", shape)
                    .invoke(null, shape.getMethod("of", int[].class).invoke(null, new int[] {20, 20}));
            Object product = loader.loadClass(MatrixProduct.class.getName())
                    .getMethod("matmul", tensor, tensor)
                    .invoke(null, ones, ones);
            Object y = loader.loadClass(Logistic.class.getName())
                    .getMethod("tanh", tensor)
                    .invoke(null, product);
            assertEquals(1.0, tensor.getMethod("get", int[].class).invoke(y, new int[] {0, 0}));
            return new WeakReference<>(loader);
        }
    }
}
