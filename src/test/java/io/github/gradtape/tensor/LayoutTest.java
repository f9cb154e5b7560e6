package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class LayoutTest {

    private static final Tensor MATRIX = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @Property
    void reshapingThereAndBackIsTheIdentity(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.special(shape, random);
        Tensor vector = Layout.reshape(x, Shape.of(shape.size()));
        assertEquals(x, Layout.reshape(vector, shape));
    }

    @Test
    void reshapingKeepsTheRowMajorOrderAndSharesTheElements() {
        Tensor reshaped = Layout.reshape(MATRIX, Shape.of(3, 2));
        assertEquals(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}), reshaped);
        assertSame(MATRIX.borrow(), reshaped.borrow());
    }

    @Test
    void refusesToReshapeToAnotherNumberOfElements() {
        assertRefused(
                "shape [2, 3] of 6 elements cannot be reshaped to [4], which holds 4",
                () -> Layout.reshape(MATRIX, Shape.of(4)));
    }

    @Property
    void axisKOfThePermutedTensorIsTheOneNamedAtK(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.special(shape, random);
        int[] axes = Samples.permutation(shape.rank(), random);
        int[] extents = Arrays.stream(axes).map(shape::extent).toArray();
        Tensor expected = Samples.byIndex(Shape.of(extents), index -> {
            int[] source = new int[index.length];
            for (int k = 0; k < index.length; k++) {
                source[axes[k]] = index[k];
            }
            return x.get(source);
        });
        assertEquals(expected, Layout.permute(x, axes));
    }

    @Property
    void permutingByTheInverseIsTheIdentity(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.special(shape, random);
        int[] axes = Samples.permutation(shape.rank(), random);
        int[] inverse = new int[axes.length];
        for (int k = 0; k < axes.length; k++) {
            inverse[axes[k]] = k;
        }
        assertEquals(x, Layout.permute(Layout.permute(x, axes), inverse));
    }

    @Test
    void axesToPermuteMayBeCountedFromTheEnd() {
        Tensor x = Tensor.zeros(Shape.of(2, 3, 4));
        assertEquals(Shape.of(4, 2, 3), Layout.permute(x, -1, 0, -2).shape());
    }

    @Test
    void refusesToPermuteUnlessEveryAxisIsNamedOnce() {
        assertRefused(
                "axes [0] do not permute shape [2, 3]: each of its 2 axes must be named once",
                () -> Layout.permute(MATRIX, 0));
        assertRefused("axes [1, -1] of shape [2, 3] name axis 1 twice", () -> Layout.permute(MATRIX, 1, -1));
        assertRefused("there is no axis 2 in shape [2, 3]: allowed are -2 to 1", () -> Layout.permute(MATRIX, 0, 2));
    }

    @Property
    void aSliceHoldsTheElementsBetweenItsBounds(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        Cut cut = Cut.of(shape, random);
        Tensor x = Samples.special(shape, random);
        int axis = shape.axis(cut.axis);
        Tensor expected = Samples.byIndex(
                shape.with(axis, cut.to - cut.from), index -> x.get(Samples.with(index, axis, index[axis] + cut.from)));
        assertEquals(expected, Layout.slice(x, cut.axis, cut.from, cut.to));
    }

    @Property
    void aSliceOfThePaddingIsTheTensor(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        Tensor x = Samples.special(shape, random);
        int axis = Samples.axis(shape, random);
        int before = random.nextInt(4);
        Tensor padded = Layout.pad(x, axis, before, random.nextInt(4));
        assertEquals(x, Layout.slice(padded, axis, before, before + shape.extent(axis)));
    }

    @Property
    void paddingIsTheTransposeOfSlicing(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        Cut cut = Cut.of(shape, random);
        Tensor x = Samples.whole(shape, random);
        Tensor y = Samples.whole(shape.with(cut.axis, cut.to - cut.from), random);
        Tensor padded = Layout.pad(y, cut.axis, cut.from, shape.extent(cut.axis) - cut.to);
        assertEquals(Samples.dot(Layout.slice(x, cut.axis, cut.from, cut.to), y), Samples.dot(x, padded));
    }

    private record Cut(int axis, int from, int to) {

        static Cut of(Shape shape, Random random) {
            int axis = Samples.axis(shape, random);
            int from = random.nextInt(shape.extent(axis) + 1);
            return new Cut(axis, from, random.nextInt(from, shape.extent(axis) + 1));
        }
    }

    @Test
    void paddingIsZero() {
        assertEquals(Tensor.of(0, 0, 7, 0), Layout.pad(Tensor.of(7), 0, 2, 1));
        assertEquals(Tensor.of(new double[][] {{0}, {0}}), Layout.pad(Tensor.zeros(Shape.of(2, 0)), 1, 0, 1));
    }

    @Test
    void refusesToSliceOutsideTheAxisOrBackwards() {
        assertRefused(
                "slice 1 to 4 of shape [2, 3] along axis -1: must be 0 ≤ from ≤ to ≤ 3",
                () -> Layout.slice(MATRIX, -1, 1, 4));
        assertRefused(
                "slice -1 to 2 of shape [2, 3] along axis 0: must be 0 ≤ from ≤ to ≤ 2",
                () -> Layout.slice(MATRIX, 0, -1, 2));
        assertRefused(
                "slice 2 to 1 of shape [2, 3] along axis 0: must be 0 ≤ from ≤ to ≤ 2",
                () -> Layout.slice(MATRIX, 0, 2, 1));
    }

    @Test
    void refusesToPadByANegativeNumber() {
        assertRefused(
                "pad of shape [2, 3] along axis 1 by -1 before and 2 after: neither must be negative",
                () -> Layout.pad(MATRIX, 1, -1, 2));
    }

    @Test
    void refusesToPadBeyondTheLargestExtent() {
        assertRefused(
                "extents [0, 2147483647, 2147483647] add up to more than 2147483647",
                () -> Layout.pad(Tensor.of(), 0, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void concatenatingJoinsAlongTheAxis() {
        Tensor column = Tensor.of(new double[][] {{7}, {8}});
        assertEquals(Tensor.of(new double[][] {{1, 2, 3, 7}, {4, 5, 6, 8}}), Layout.concatenate(-1, MATRIX, column));
        assertEquals(
                Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}, {1, 2, 3}, {4, 5, 6}}),
                Layout.concatenate(0, MATRIX, MATRIX));
    }

    @Property
    void concatenatingConsecutiveSlicesIsTheIdentity(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        Tensor x = Samples.special(shape, random);
        int axis = Samples.axis(shape, random);
        int extent = shape.extent(axis);
        int first = random.nextInt(extent + 1);
        int second = random.nextInt(first, extent + 1);
        assertEquals(
                x,
                Layout.concatenate(
                        axis,
                        Layout.slice(x, axis, 0, first),
                        Layout.slice(x, axis, first, second),
                        Layout.slice(x, axis, second, extent)));
    }

    @Test
    void refusesToConcatenateNothing() {
        assertRefused("concatenate needs at least one tensor", () -> Layout.concatenate(0));
    }

    @Test
    void refusesToConcatenatePartsThatDifferElsewhere() {
        assertRefused(
                "concatenate along axis 0: part 0 has shape [2, 3], part 1 has shape [2, 2]; only that axis may differ",
                () -> Layout.concatenate(0, MATRIX, Tensor.zeros(Shape.of(2, 2))));
        assertRefused(
                "concatenate along axis 0: part 0 has shape [2, 3], part 2 has shape [3]; only that axis may differ",
                () -> Layout.concatenate(0, MATRIX, MATRIX, Tensor.of(1, 2, 3)));
        assertRefused(
                "concatenate along axis 1: part 0 has shape [2, 3], part 1 has shape [3]; only that axis may differ",
                () -> Layout.concatenate(1, MATRIX, Tensor.of(1, 2, 3)));
        assertRefused(
                "concatenate along axis 1: part 0 has shape [1, 65536], part 1 has shape [65536, 1]; only that axis may differ",
                () -> Layout.concatenate(1, Tensor.zeros(Shape.of(1, 65536)), Tensor.zeros(Shape.of(65536, 1))));
    }

    @Test
    void refusesToConcatenateScalars() {
        assertRefused(
                "there is no axis 0 in shape []: a scalar has no axes",
                () -> Layout.concatenate(0, Tensor.scalar(1), Tensor.scalar(2)));
    }

    @Property
    void everyPartIsFoundAtItsPlaceInTheStack(@ForAll Shape shape, @ForAll Random random) {
        Tensor[] parts = {Samples.special(shape, random), Samples.special(shape, random), Samples.special(shape, random)
        };
        int axis = random.nextInt(-shape.rank() - 1, shape.rank() + 1);
        Tensor stacked = Layout.stack(axis, parts);
        assertEquals(3, stacked.shape().extent(axis));
        for (int i = 0; i < parts.length; i++) {
            assertEquals(parts[i], Layout.reshape(Layout.slice(stacked, axis, i, i + 1), shape));
        }
    }

    @Test
    void stackedScalarsAreAVector() {
        assertEquals(Tensor.of(1, 2), Layout.stack(0, Tensor.scalar(1), Tensor.scalar(2)));
    }

    @Test
    void refusesToStackNothing() {
        assertRefused("stack needs at least one tensor", () -> Layout.stack(0));
    }

    @Test
    void refusesToStackTensorsOfDifferentShapes() {
        assertRefused(
                "stack needs one shape: part 0 has shape [2], part 1 has shape [3]",
                () -> Layout.stack(0, Tensor.of(1, 2), Tensor.of(1, 2, 3)));
    }

    @Test
    void refusesToStackAlongAnAxisThatWouldNotBeThere() {
        assertRefused(
                "shape [2] has no place for a new axis 2: allowed are -2 to 1", () -> Layout.stack(2, Tensor.of(1, 2)));
    }
}
