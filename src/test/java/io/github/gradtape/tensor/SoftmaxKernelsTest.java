package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows are taken in hand a block at a time, in place or as copies, and the last of the sizes is shared among threads if there are
 * any; the bits are those of each row alone.
 */
class SoftmaxKernelsTest {

    private static final int IGNORED = 2;

    private static final double[] SPECIAL = {
        Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e300, -1e300
    };

    @ParameterizedTest
    @CsvSource({"200, 3", "90, 17", "7, 100", "3, 256", "3, 257", "2, 600", "300, 1", "1, 5", "20, 300", "37, 30000"})
    void everyRowOfManyIsAsItIsAlone(int count, int classes) {
        for (int axis = 0; axis < 2; axis++) {
            new Many(count, classes, axis).compareAll();
        }
    }

    /** By the textbook's formula, whose plain sum is off by less than 64 units for these rows; compared with itself a misplaced row agrees. */
    @ParameterizedTest
    @ValueSource(ints = {1, 17, 255, 256, 257, 600})
    void entriesOfLongRowsAreInTheirPlaces(int classes) {
        double[] z = new Random(classes).doubles(classes, -3, 3).toArray();
        double total = Arrays.stream(z).map(Math::exp).sum();
        double[] s = SoftmaxKernels.softmax(Tensor.of(z), 0).borrow();
        RowTargets uniform = probabilities(Tensor.full(Shape.of(classes), 1.0 / classes), Shape.of(classes), 0);
        double[] gradient =
                SoftmaxKernels.crossEntropyGradient(Tensor.of(z), uniform, 0, 1).borrow();
        for (int k = 0; k < classes; k++) {
            double expected = Math.exp(z[k]) / total;
            assertEquals(expected, s[k], 64 * 0x1p-53 * expected);
            assertEquals(expected - 1.0 / classes, gradient[k], 64 * 0x1p-53);
        }
    }

    /** Eight rows are copied at a time, across the ends of blocks of five. */
    @Test
    void rowsAlongAMiddleAxisAreAsTheyAreAlongTheLast() {
        Tensor z = Tensor.normal(Shape.of(3, 300, 5), 0, 5, new Random(1));
        Tensor v = Tensor.normal(z.shape(), 0, 1, new Random(2));
        Tensor s = SoftmaxKernels.softmax(z, 1);
        assertEquals(swapped(SoftmaxKernels.softmax(swapped(z), 2)), s);
        assertEquals(
                swapped(SoftmaxKernels.jacobianProduct(swapped(s), swapped(v), 2)),
                SoftmaxKernels.jacobianProduct(s, v, 1));
        Tensor q = Tensor.uniform(z.shape(), 0, 1, new Random(3));
        SoftmaxKernels.LossAndGradient middle =
                SoftmaxKernels.crossEntropyAndGradient(z, probabilities(q, z.shape(), 1), 0.1, 0.5);
        SoftmaxKernels.LossAndGradient last = SoftmaxKernels.crossEntropyAndGradient(
                swapped(z), probabilities(swapped(q), swapped(z).shape(), 2), 0.1, 0.5);
        assertEquals(last.losses(), middle.losses());
        assertEquals(swapped(last.gradient()), middle.gradient());
    }

    private static RowTargets probabilities(Tensor q, Shape scores, int axis) {
        return new RowTargets(q, scores, axis, 0.1, Optional.empty(), OptionalInt.empty());
    }

    private static Tensor swapped(Tensor x) {
        return Layout.permute(x, 0, 2, 1);
    }

    @Test
    void targetsOfOtherScoresAreRefused() {
        RowTargets targets =
                new RowTargets(Tensor.of(0, 1), Shape.of(2, 3), 1, 0, Optional.empty(), OptionalInt.empty());
        assertRefused(
                "targets of scores of shape [2, 3], but the scores have shape [3, 2]",
                () -> SoftmaxKernels.crossEntropyAndGradient(Tensor.zeros(Shape.of(3, 2)), targets, 0, 1));
    }

    private static final class Many {

        private final int count;
        private final int axis;
        private final Tensor z;
        private final Tensor v;
        private final Tensor labels;
        private final Tensor probabilities;

        Many(int count, int classes, int axis) {
            this.count = count;
            this.axis = axis;
            Random random = new Random(31L * count + classes);
            Shape shape = axis == 1 ? Shape.of(count, classes) : Shape.of(classes, count);
            double[] logits = Tensor.normal(shape, 0, 5, random).toArray();
            for (int i = 0; i < count / 3; i++) {
                logits[random.nextInt(logits.length)] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
            z = Tensor.of(shape, logits);
            v = Tensor.normal(shape, 0, 1, random);
            double[] some = random.doubles(count, 0, classes).map(Math::floor).toArray();
            for (int r = 1; r < count; r += 3) {
                some[r] = IGNORED;
            }
            labels = Tensor.of(some);
            probabilities = Tensor.uniform(shape, 0, 1, random);
        }

        private Tensor row(Tensor x, int r) {
            return Layout.slice(x, 1 - axis, r, r + 1);
        }

        private Tensor stacked(IntFunction<Tensor> row) {
            Tensor[] parts = IntStream.range(0, count).mapToObj(row).toArray(Tensor[]::new);
            return Layout.concatenate(parts[0].rank() == 1 ? 0 : 1 - axis, parts);
        }

        void compareAll() {
            Tensor s = SoftmaxKernels.softmax(z, axis);
            assertEquals(stacked(r -> SoftmaxKernels.softmax(row(z, r), axis)), s);
            assertEquals(stacked(r -> SoftmaxKernels.logSoftmax(row(z, r), axis)), SoftmaxKernels.logSoftmax(z, axis));
            assertEquals(stacked(r -> SoftmaxKernels.logSumExp(row(z, r), axis)), SoftmaxKernels.logSumExp(z, axis));
            assertEquals(
                    stacked(r -> SoftmaxKernels.jacobianProduct(row(s, r), row(v, r), axis)),
                    SoftmaxKernels.jacobianProduct(s, v, axis));
            assertEquals(
                    stacked(r -> SoftmaxKernels.logJacobianProduct(row(s, r), row(v, r), axis)),
                    SoftmaxKernels.logJacobianProduct(s, v, axis));
            assertEquals(
                    stacked(r -> SoftmaxKernels.transposedLogJacobianProduct(row(s, r), row(v, r), axis)),
                    SoftmaxKernels.transposedLogJacobianProduct(s, v, axis));
            for (double smoothing : new double[] {0, 0.1}) {
                compareLosses(labels, OptionalInt.of(IGNORED), smoothing);
                compareLosses(probabilities, OptionalInt.empty(), smoothing);
            }
        }

        private void compareLosses(Tensor targets, OptionalInt ignored, double smoothing) {
            IntFunction<SoftmaxKernels.LossAndGradient> alone = r -> SoftmaxKernels.crossEntropyAndGradient(
                    row(z, r), targets(rowOf(targets, r), row(z, r).shape(), ignored, smoothing), 0.1, 0.5);
            RowTargets all = targets(targets, z.shape(), ignored, smoothing);
            SoftmaxKernels.LossAndGradient both = SoftmaxKernels.crossEntropyAndGradient(z, all, 0.1, 0.5);
            assertEquals(stacked(r -> alone.apply(r).losses()), both.losses());
            assertEquals(stacked(r -> alone.apply(r).gradient()), both.gradient());
            assertEquals(both.losses(), SoftmaxKernels.crossEntropy(z, all, 0.1));
            assertEquals(both.gradient(), SoftmaxKernels.crossEntropyGradient(z, all, 0.1, 0.5));
            double[] zeros = SoftmaxKernels.crossEntropyGradient(z, all, 0.1, 0).borrow();
            assertEquals(0, Arrays.stream(zeros).filter(entry -> entry != 0).count());
        }

        private Tensor rowOf(Tensor targets, int r) {
            return targets.rank() == 1 ? Layout.slice(targets, 0, r, r + 1) : row(targets, r);
        }

        private RowTargets targets(Tensor targets, Shape scores, OptionalInt ignored, double smoothing) {
            return new RowTargets(targets, scores, axis, smoothing, Optional.empty(), ignored);
        }
    }
}
