package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class IndexingTest {

    private static final Tensor MATRIX = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @Property
    void rowsAreGatheredAlongTheFirstAxis(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        int count = shape.extent(0) == 0 ? 0 : random.nextInt(7);
        int[] positions = random.ints(count, 0, Math.max(1, shape.extent(0))).toArray();
        Tensor x = Samples.special(shape, random);
        Tensor expected =
                Samples.byIndex(shape.with(0, count), index -> x.get(Samples.with(index, 0, positions[index[0]])));
        assertEquals(expected, Indexing.rows(x, positions));
    }

    @Test
    void rowsThatAreNotThereAreRefused() {
        assertRefused(
                "rows of [2, 3]: position -1 at [1] is outside, as there are 2 rows, counted from 0",
                () -> Indexing.rows(MATRIX, 0, -1));
        assertRefused("rows of a scalar: there are none", () -> Indexing.rows(Tensor.scalar(1), 0));
    }

    @Test
    void gatheringPicksByIndexAlongTheAxis() {
        assertEquals(
                Tensor.of(new double[][] {{3, 1, 1, 2}, {4, 5, 6, 6}}),
                Indexing.gather(MATRIX, 1, Tensor.of(new double[][] {{2, 0, 0, 1}, {0, 1, 2, 2}})));
        assertEquals(Tensor.of(new double[][] {{4, 2, 6}}), Indexing.gather(MATRIX, 0, Tensor.of(new double[][] {
            {1, 0, 1}
        })));
    }

    @Property
    void gatheringIsItsDefinition(@ForAll Shape shape, @ForAll Random random) {
        Pick pick = Pick.of(shape, random);
        Tensor x = Samples.special(shape, random);
        int axis = shape.axis(pick.axis);
        Tensor expected = Samples.byIndex(
                pick.indices.shape(), index -> x.get(Samples.with(index, axis, (int) pick.indices.get(index))));
        assertEquals(expected, Indexing.gather(x, pick.axis, pick.indices));
    }

    @Property
    void scatteringIsTheTransposeOfGathering(@ForAll Shape shape, @ForAll Random random) {
        Pick pick = Pick.of(shape, random);
        Tensor x = Samples.whole(shape, random);
        Tensor y = Samples.whole(pick.indices.shape(), random);
        assertEquals(
                Samples.dot(Indexing.gather(x, pick.axis, pick.indices), y),
                Samples.dot(x, Indexing.scatterAdd(y, pick.axis, pick.indices, shape.extent(pick.axis))));
    }

    private record Pick(int axis, Tensor indices) {

        static Pick of(Shape shape, Random random) {
            Assume.that(shape.rank() > 0);
            int axis = Samples.axis(shape, random);
            int extent = shape.extent(axis);
            int count = extent == 0 ? 0 : random.nextInt(7);
            return new Pick(axis, Samples.positions(shape.with(axis, count), extent, random));
        }
    }

    @Test
    void scatteringLeavesZeroWhereNoIndexPoints() {
        assertEquals(Tensor.of(0, 7, 0, 5), Indexing.scatterAdd(Tensor.of(5, 7), 0, Tensor.of(3, 1), 4));
    }

    @Test
    void repeatedIndicesAddUpInRowMajorOrder() {
        Tensor zeros = Tensor.of(0, 0, 0);
        assertEquals(Tensor.of(0), Indexing.scatterAdd(Tensor.of(1e16, 1, -1e16), 0, zeros, 1));
        assertEquals(Tensor.of(1), Indexing.scatterAdd(Tensor.of(1e16, -1e16, 1), 0, zeros, 1));
    }

    @Test
    void negativeZeroIsAnIndex() {
        assertEquals(Tensor.of(7), Indexing.gather(Tensor.of(7, 8), 0, Tensor.of(-0.0)));
    }

    @Test
    void nothingIsGatheredByNoIndices() {
        assertEquals(Tensor.of(), Indexing.gather(Tensor.of(), 0, Tensor.of()));
        assertEquals(Tensor.of(0, 0), Indexing.scatterAdd(Tensor.of(), 0, Tensor.of(), 2));
    }

    @Test
    void refusesAnIndexOutsideTheAxisNamingItsPlace() {
        assertRefused(
                "gather: index 3.0 at [1, 0] is not a whole number from 0 to 2",
                () -> Indexing.gather(MATRIX, 1, Tensor.of(new double[][] {{2, 1}, {3, 4}})));
        assertRefused(
                "gather: index -1.0 at [0, 2] is not a whole number from 0 to 1",
                () -> Indexing.gather(MATRIX, 0, Tensor.of(new double[][] {{0, 1, -1}})));
        assertRefused(
                "gather: index 9.0 at [1, 1, 0] is not a whole number from 0 to 0",
                () -> Indexing.gather(
                        Tensor.zeros(Shape.of(2, 3, 1)), 2, Tensor.of(Shape.of(2, 3, 1), 0, 0, 0, 0, 9, 0)));
        assertRefused(
                "scatterAdd: index 4.0 at [1] is not a whole number from 0 to 3",
                () -> Indexing.scatterAdd(Tensor.of(1, 2), 0, Tensor.of(0, 4), 4));
    }

    @Test
    void refusesAnIndexThatIsNotWhole() {
        assertRefused(
                "gather: index 0.5 at [0] is not a whole number from 0 to 1",
                () -> Indexing.gather(Tensor.of(1, 2), 0, Tensor.of(0.5)));
        assertRefused(
                "gather: index NaN at [0] is not a whole number from 0 to 1",
                () -> Indexing.gather(Tensor.of(1, 2), 0, Tensor.of(Double.NaN)));
    }

    @Test
    void refusesIndicesWhoseOtherExtentsDiffer() {
        assertRefused(
                "gather along axis 1: indices of shape [1, 2] and x of shape [2, 3] may differ along that axis only",
                () -> Indexing.gather(MATRIX, 1, Tensor.zeros(Shape.of(1, 2))));
        assertRefused(
                "gather along axis 1: indices of shape [2] and x of shape [2, 3] may differ along that axis only",
                () -> Indexing.gather(MATRIX, 1, Tensor.zeros(Shape.of(2))));
        assertRefused(
                "gather along axis 1: indices of shape [65536, 1] and x of shape [1, 65536] may differ along that axis only",
                () -> Indexing.gather(Tensor.zeros(Shape.of(1, 65536)), 1, Tensor.zeros(Shape.of(65536, 1))));
    }

    @Test
    void refusesUpdatesOfAnotherShapeThanTheIndices() {
        assertRefused(
                "scatterAdd: updates of shape [2, 3] and indices of shape [2] must have one shape",
                () -> Indexing.scatterAdd(MATRIX, 0, Tensor.of(0, 1), 2));
    }

    @Test
    void aLabelPicksTheOneOfItsVector() {
        assertEquals(Tensor.of(new double[][] {{0, 0, 1}, {1, 0, 0}}), Indexing.oneHot(Tensor.of(2, 0), -1, 3));
        assertEquals(Tensor.of(new double[][] {{0, 1}, {0, 0}, {1, 0}}), Indexing.oneHot(Tensor.of(2, 0), 0, 3));
        assertEquals(Tensor.of(0, 1), Indexing.oneHot(Tensor.scalar(1), 0, 2));
    }

    @Property
    void everyVectorPicksItsOwnLabel(@ForAll Shape shape, @ForAll Random random) {
        Tensor labels = Samples.positions(shape, 5, random);
        int axis = random.nextInt(-shape.rank() - 1, shape.rank() + 1);
        Tensor oneHot = Indexing.oneHot(labels, axis, 5);
        assertEquals(labels, Reductions.argmax(oneHot, axis));
        assertEquals(Tensor.ones(shape), Reductions.sum(oneHot, axis));
    }

    @Test
    void refusesALabelThatIsNoClassNamingItsPlace() {
        assertRefused(
                "oneHot: label 3.0 at [0, 1] is not a whole number from 0 to 2",
                () -> Indexing.oneHot(Tensor.of(new double[][] {{0, 3}}), -1, 3));
        assertRefused(
                "oneHot: label -1.0 at [] is not a whole number from 0 to 2",
                () -> Indexing.oneHot(Tensor.scalar(-1), -1, 3));
    }

    @Test
    void refusesAnyIndexOrLabelWhereThereIsNoPlace() {
        assertRefused(
                "gather: index 0.0 at [0] has no place along an axis of extent 0",
                () -> Indexing.gather(Tensor.of(), 0, Tensor.of(0)));
        assertRefused(
                "oneHot: label 0.0 at [] has no place along an axis of extent 0",
                () -> Indexing.oneHot(Tensor.scalar(0), 0, 0));
    }
}
