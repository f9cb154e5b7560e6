package io.github.gradtape;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.WeakReference;

/** What nothing refers to any more, for tests that it is let go. */
public final class Garbage {

    private Garbage() {}

    /** Has it collected; a test ends here, as skipped, on a virtual machine that does not collect when asked. */
    public static void collect() throws InterruptedException {
        WeakReference<Object> anything = new WeakReference<>(new Object());
        int tries = 0;
        do { // at least once: what is young may go by itself, classes do not
            System.gc();
            Thread.sleep(10);
            tries++;
        } while (anything.get() != null && tries < 100);
        assumeTrue(anything.get() == null, "a virtual machine that does not collect when asked");
    }
}
