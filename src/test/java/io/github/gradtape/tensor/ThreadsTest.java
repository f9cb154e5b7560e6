package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build has a run of these tests with three threads and one without any but its own. */
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
        String message = assertThrows(IllegalArgumentException.class, () -> Threads.count(asked))
                .getMessage();
        assertEquals(
                "the system property gradtape.threads must be a whole number from 1 to 256, was \"" + asked + "\"",
                message);
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
        assertEquals(
                stacked(270, 0, row -> MatrixProduct.matmul(Layout.slice(a, 0, row, row + 1), b)),
                MatrixProduct.matmul(a, b));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void largeSoftmaxesHaveTheBitsOfTheirRows(int axis) {
        int rows = 37;
        int classes = 30_000;
        Random random = new Random(2);
        Shape shape = axis == 1 ? Shape.of(rows, classes) : Shape.of(classes, rows);
        Tensor z = Tensor.normal(shape, 0, 5, random);
        Tensor v = Tensor.normal(shape, 0, 1, random);
        Tensor labels =
                Tensor.of(random.doubles(rows, 0, classes).map(Math::floor).toArray());
        IntFunction<Tensor> zs = row -> Layout.slice(z, 1 - axis, row, row + 1);
        IntFunction<Tensor> vs = row -> Layout.slice(v, 1 - axis, row, row + 1);
        Tensor s = SoftmaxKernels.softmax(z, axis);
        assertEquals(stacked(rows, 1 - axis, row -> SoftmaxKernels.softmax(zs.apply(row), axis)), s);
        assertEquals(
                stacked(rows, 1 - axis, row -> SoftmaxKernels.logSoftmax(zs.apply(row), axis)),
                SoftmaxKernels.logSoftmax(z, axis));
        assertEquals(
                stacked(rows, 0, row -> SoftmaxKernels.logSumExp(zs.apply(row), axis)),
                SoftmaxKernels.logSumExp(z, axis));
        assertEquals(
                stacked(
                        rows,
                        1 - axis,
                        row -> SoftmaxKernels.jacobianProduct(
                                Layout.slice(s, 1 - axis, row, row + 1), vs.apply(row), axis)),
                SoftmaxKernels.jacobianProduct(s, v, axis));
        SoftmaxKernels.LossAndGradient both =
                SoftmaxKernels.crossEntropyAndGradient(z, targets(labels, shape, axis), axis, 0.1, 0.5);
        IntFunction<SoftmaxKernels.LossAndGradient> ofRow = row -> SoftmaxKernels.crossEntropyAndGradient(
                zs.apply(row),
                targets(Layout.slice(labels, 0, row, row + 1), zs.apply(row).shape(), axis),
                axis,
                0.1,
                0.5);
        assertEquals(stacked(rows, 0, row -> ofRow.apply(row).losses()), both.losses());
        assertEquals(stacked(rows, 1 - axis, row -> ofRow.apply(row).gradient()), both.gradient());
    }

    private static RowTargets targets(Tensor labels, Shape scores, int axis) {
        return new RowTargets(labels, scores, axis, 0.1, Optional.empty(), OptionalInt.of(7));
    }

    private static Tensor stacked(int rows, int axis, IntFunction<Tensor> row) {
        return Layout.concatenate(axis, IntStream.range(0, rows).mapToObj(row).toArray(Tensor[]::new));
    }
}
