package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The build has a run of these tests with three threads and one without any but its own. {@link SoftmaxKernelsTest} has what is
 * shared of the softmax family.
 */
class ThreadsTest {

    private static final int COUNT = Integer.getInteger("gradtape.threads", 1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 11, 12, 13, 100})
    void everyRowIsDoneOnceInPartsThatBeginTogether(int rows) {
        AtomicIntegerArray done = new AtomicIntegerArray(rows);
        Threads.share(rows, 4, Long.MAX_VALUE, (from, to) -> {
            assertEquals(0, from % 4);
            IntStream.range(from, to).forEach(done::incrementAndGet);
        });
        for (int row = 0; row < rows; row++) {
            assertEquals(1, done.get(row), "row " + row);
        }
    }

    @Test
    void partsOfVeryManyRowsMeetToo() {
        Map<Integer, Integer> ends = new ConcurrentSkipListMap<>();
        Threads.share(Integer.MAX_VALUE, 1, Long.MAX_VALUE, ends::put);
        int end = 0;
        for (Map.Entry<Integer, Integer> part : ends.entrySet()) {
            assertEquals(end, part.getKey());
            end = part.getValue();
        }
        assertEquals(Integer.MAX_VALUE, end);
    }

    @Test
    void thereAreAsManyPartsAsThreadsAndOneOfLittleWork() {
        Set<Integer> starts = ConcurrentHashMap.newKeySet();
        Threads.share(30, 1, Long.MAX_VALUE, (from, to) -> starts.add(from));
        assertEquals(COUNT, starts.size());
        Thread caller = Thread.currentThread();
        Threads.share(30, 1, 1000, (from, to) -> {
            assertEquals(caller, Thread.currentThread());
            assertEquals(30, to - from);
        });
    }

    @Test
    void whatOnePartThrowsComesOut() {
        assertThrows(
                ArithmeticException.class,
                () -> Threads.share(30, 1, Long.MAX_VALUE, (from, to) -> {
                    if (to == 30) {
                        throw new ArithmeticException();
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "257", "two", "", "1.5", " 2"})
    void whatIsNoNumberOfThreadsIsRefused(String asked) {
        assertRefused(
                "the system property gradtape.threads must be a whole number from 1 to 256, was \"" + asked + "\"",
                () -> Threads.count(asked));
    }

    /** A product that is nowhere near worth a thread, twice. */
    static final class SmallProducts {

        private SmallProducts() {}

        /**
         * Prints what each of them is refused by.
         *
         * @param args none
         */
        public static void main(String... args) {
            Tensor one = Tensor.of(new double[][] {{1}});
            for (int product = 0; product < 2; product++) {
                try {
                    System.out.println(MatrixProduct.matmul(one, one));
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void aWrongNumberIsRefusedByEveryProductHoweverSmall() throws Exception {
        ProcessBuilder products = JavaProcess.of(SmallProducts.class).redirectError(ProcessBuilder.Redirect.INHERIT);
        products.command().add(1, "-Dgradtape.threads=many");
        Process process = products.start();
        String refusal = "the system property gradtape.threads must be a whole number from 1 to 256, was \"many\"";
        assertEquals(
                List.of(refusal, refusal),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
    }

    @Test
    void numbersOfThreadsAreRead() {
        assertEquals(1, Threads.count("1"));
        assertEquals(256, Threads.count("256"));
    }

    @Test
    void aLargeProductHasTheBitsOfItsRows() {
        Random random = new Random(1);
        Tensor a = Samples.rough(Shape.of(270, 300), random);
        Tensor b = Samples.rough(Shape.of(300, 290), random);
        Tensor[] rows = IntStream.range(0, 270)
                .mapToObj(row -> MatrixProduct.matmul(Layout.slice(a, 0, row, row + 1), b))
                .toArray(Tensor[]::new);
        assertEquals(Layout.concatenate(0, rows), MatrixProduct.matmul(a, b));
    }
}
