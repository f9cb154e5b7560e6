package io.github.gradtape.tensor;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Large work shared among as many threads as the system property {@value #PROPERTY} asks for; it stays with the calling one if
 * that is absent.
 *
 * <p>What is shared is rows, each made by one thread as the only one would make it. So the bits are the same for any number.
 */
final class Threads {

    private static final String PROPERTY = "gradtape.threads";

    private static final int MOST = 256;

    /** So many multiplications take longer than waking a thread. */
    private static final long WORTH_WAKING = 1 << 24;

    private static final String ASKED = System.getProperty(PROPERTY, "1");

    /** 0 until it is known; the reason against what was asked is given at every use, which an initialiser could not. */
    private static int most;

    /** Made when there is work for it; its threads do not keep the virtual machine alive. */
    private static final class Pool {
        private static final ForkJoinPool INSTANCE = new ForkJoinPool(most());
    }

    private Threads() {}

    /** What is to be done for some of the rows. */
    interface Part {
        void run(int from, int to);
    }

    /**
     * Does a part of the work for all rows, in one go or several at a time.
     *
     * @param rows how many there are
     * @param together how many rows go well together: parts begin at multiples of it
     * @param multiplications about as many as the work is worth
     * @param part what is done for some of them
     * @throws IllegalArgumentException if the system property is no number of threads
     */
    static void share(int rows, int together, long multiplications, Part part) {
        int groups = (rows + together - 1) / together;
        int most = most();
        int parts = multiplications < WORTH_WAKING ? 1 : Math.min(most, groups);
        if (parts <= 1) {
            part.run(0, rows);
            return;
        }
        Pool.INSTANCE
                .submit(() -> IntStream.range(0, parts)
                        .parallel()
                        .forEach(p -> part.run(
                                start(p, parts, groups, together, rows), start(p + 1, parts, groups, together, rows))))
                .join();
    }

    private static int start(int part, int parts, int groups, int together, int rows) {
        long group = (long) groups * part / parts;
        return (int) Math.min(rows, group * together);
    }

    /**
     * How many there are at most, with the caller's own.
     *
     * @throws IllegalArgumentException if the system property is no number of threads
     */
    static int most() {
        if (most == 0) {
            most = count(ASKED);
        }
        return most;
    }

    static int count(String asked) {
        try {
            int count = Integer.parseInt(asked);
            if (count >= 1 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("the system property " + PROPERTY + " must be a whole number from 1 to "
                + MOST + ", was \"" + asked + "\"");
    }
}
