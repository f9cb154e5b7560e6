package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class MatrixProductTest {

    private static final Tensor TWO_BY_THREE = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    private static final Tensor THREE_BY_TWO = Tensor.of(new double[][] {{7, 8}, {9, 10}, {11, 12}});

    @Test
    void rowsMeetColumns() {
        assertEquals(
                Tensor.of(new double[][] {{58, 64}, {139, 154}}), MatrixProduct.matmul(TWO_BY_THREE, THREE_BY_TWO));
    }

    @Property
    void everyFormEqualsTheTripleLoopBitForBit(
            @ForAll @IntRange(max = 9) int m,
            @ForAll @IntRange(max = 9) int inner,
            @ForAll @IntRange(max = 35) int n,
            @ForAll boolean transposeA,
            @ForAll boolean transposeB,
            @ForAll Random random) {
        Tensor a = Samples.rough(Shape.of(m, inner), random);
        Tensor b = Samples.rough(Shape.of(inner, n), random);
        assertEveryKernelGives(tripleLoop(a, b), a, transposeA, b, transposeB);
    }

    /** Above 128 the sum is cut into stretches. */
    @ParameterizedTest
    @ValueSource(ints = {127, 128, 129, 300})
    void aLongSumEqualsTheTripleLoopBitForBit(int inner) {
        Random random = new Random(1);
        Tensor a = Samples.rough(Shape.of(5, inner), random);
        Tensor b = Samples.rough(Shape.of(inner, 18), random);
        assertEveryKernelGives(tripleLoop(a, b), a, false, b, false);
        assertEveryKernelGives(tripleLoop(a, b), a, true, b, true);
    }

    @Property
    void specialNumbersGoTheSameWayInEveryForm(
            @ForAll boolean transposeA, @ForAll boolean transposeB, @ForAll Random random) {
        Tensor a = Samples.special(Shape.of(3, 4), random);
        Tensor b = Samples.special(Shape.of(4, 21), random);
        assertEveryKernelGives(tripleLoop(a, b), a, transposeA, b, transposeB);
    }

    @Property
    void leadingAxesBroadcastAsBatches(
            @ForAll Shape batches, @ForAll boolean transposeA, @ForAll boolean transposeB, @ForAll Random random) {
        Tensor a = Samples.rough(matrices(Samples.broadcastingTo(batches, random), 2, 3), random);
        Tensor b = Samples.rough(matrices(Samples.broadcastingTo(batches, random), 3, 5), random);
        assertEveryKernelGives(tripleLoop(a, b), a, transposeA, b, transposeB);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void aBatchByOneMatrixEqualsTheTripleLoopBitForBit(int rows) {
        Random random = new Random(1);
        Tensor a = Samples.rough(Shape.of(5, 4, rows, 20), random);
        Tensor b = Samples.rough(Shape.of(20, 18), random);
        assertEveryKernelGives(tripleLoop(a, b), a, false, b, false);
        assertEveryKernelGives(tripleLoop(a, b), a, false, b, true);
        assertEveryKernelGives(tripleLoop(a, b), a, true, b, false);
    }

    /** With the last two axes swapped. */
    private static Tensor transposed(Tensor x) {
        int[] axes = IntStream.range(0, x.rank()).toArray();
        axes[axes.length - 2] = axes.length - 1;
        axes[axes.length - 1] = axes.length - 2;
        return Layout.permute(x, axes);
    }

    /** The product AB from operands laid out as the form wants them. */
    private static void assertEveryKernelGives(
            Tensor expected, Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
        Tensor left = transposeA ? transposed(a) : a;
        Tensor right = transposeB ? transposed(b) : b;
        assertEquals(expected, MatrixProduct.matmul(left, transposeA, right, transposeB));
        assertEquals(expected, MatrixProduct.matmul(Kernels.SCALAR, left, transposeA, right, transposeB));
    }

    private static Tensor tripleLoop(Tensor a, Tensor b) {
        int inner = a.shape().extent(-1);
        Shape left = a.shape().with(-1, 1);
        Shape right = b.shape().with(-2, 1);
        return Samples.byIndex(left.broadcast(right), index -> {
            int[] i = within(left, index);
            int[] j = within(right, index);
            double total = 0;
            for (int k = 0; k < inner; k++) {
                i[i.length - 1] = k;
                j[j.length - 2] = k;
                total = Math.fma(a.get(i), b.get(j), total);
            }
            return total;
        });
    }

    /** The index into a shape that broadcasts, from one into the shape it broadcasts to. */
    private static int[] within(Shape shape, int[] index) {
        int[] own = Arrays.copyOfRange(index, index.length - shape.rank(), index.length);
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = Math.min(own[axis], shape.extent(axis) - 1);
        }
        return own;
    }

    private static Shape matrices(Shape batches, int rows, int columns) {
        return batches.inserting(-1, rows).inserting(-1, columns);
    }

    @Test
    void anInnerExtentOfZeroGivesZeros() {
        Tensor a = Tensor.zeros(Shape.of(2, 0));
        Tensor b = Tensor.zeros(Shape.of(0, 3));
        assertEquals(Tensor.zeros(Shape.of(2, 3)), MatrixProduct.matmul(a, b));
        assertEquals(Tensor.zeros(Shape.of(2, 2)), MatrixProduct.matmul(a, false, a, true));
    }

    @Test
    void noRowsGiveNoRows() {
        assertEquals(Tensor.zeros(Shape.of(0, 2)), MatrixProduct.matmul(Tensor.zeros(Shape.of(0, 3)), THREE_BY_TWO));
    }

    @Test
    void refusesInnerExtentsThatDiffer() {
        assertRefused(
                "matmul of shapes [2, 3] and [2, 3]: the inner extents 3 and 2 must be equal",
                () -> MatrixProduct.matmul(TWO_BY_THREE, TWO_BY_THREE));
        assertRefused(
                "matmul of shapes [2, 3]ᵀ and [3, 2]: the inner extents 2 and 3 must be equal",
                () -> MatrixProduct.matmul(TWO_BY_THREE, true, THREE_BY_TWO, false));
        assertRefused(
                "matmul of shapes [2, 3] and [3, 2]ᵀ: the inner extents 3 and 2 must be equal",
                () -> MatrixProduct.matmul(TWO_BY_THREE, false, THREE_BY_TWO, true));
    }

    @Test
    void refusesAVector() {
        assertRefused(
                "matmul of shapes [2, 3] and [3]: each must have at least two axes",
                () -> MatrixProduct.matmul(TWO_BY_THREE, Tensor.of(1, 2, 3)));
    }

    @Test
    void refusesBatchesThatDoNotBroadcast() {
        assertRefused(
                "matmul of shapes [2, 1, 3] and [4, 3, 1]: before the last two axes, shapes [2] and [4] do not broadcast: "
                        + "aligned at the last axis, extents must be equal or 1, but axis -1 has 2 and 4",
                () -> MatrixProduct.matmul(Tensor.zeros(Shape.of(2, 1, 3)), Tensor.zeros(Shape.of(4, 3, 1))));
    }

    @Test
    void refusesMoreBatchesThanATensorHolds() {
        assertRefused(
                "matmul of shapes [65536, 1, 1, 1] and [65536, 1, 1]: before the last two axes, "
                        + "shape [65536, 65536]: a tensor holds at most 2147483647 elements",
                () -> MatrixProduct.matmul(
                        Tensor.zeros(Shape.of(65536, 1, 1, 1)), Tensor.zeros(Shape.of(65536, 1, 1))));
    }

    @Test
    void refusesAProductOfTooManyElements() {
        Tensor column = Tensor.zeros(Shape.of(65536, 1));
        assertRefused(
                "shape [65536, 65536]: a tensor holds at most 2147483647 elements",
                () -> MatrixProduct.matmul(column, false, column, true));
    }
}
