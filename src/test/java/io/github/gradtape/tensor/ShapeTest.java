package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class ShapeTest {

    @Test
    void aScalarHasNoAxesAndOneElement() {
        assertSame(Shape.SCALAR, Shape.of());
        assertEquals(0, Shape.SCALAR.rank());
        assertEquals(1, Shape.SCALAR.size());
    }

    @Test
    void theSizeIsTheProductOfTheExtents() {
        assertEquals(24, Shape.of(2, 3, 4).size());
        assertEquals(0, Shape.of(2, 0, 4).size());
    }

    @Test
    void isNotChangedThroughTheArrayItWasMadeFrom() {
        int[] extents = {2, 3};
        Shape shape = Shape.of(extents);
        extents[0] = 7;
        assertEquals(Shape.of(2, 3), shape);
    }

    @Test
    void isNotChangedThroughTheExtentsItGaveOut() {
        Shape shape = Shape.of(2, 3);
        shape.extents()[0] = 7;
        assertEquals(Shape.of(2, 3), shape);
    }

    @Test
    void equalsAShapeOfTheSameExtentsOnly() {
        assertEquals(Shape.of(2, 3), Shape.of(2, 3));
        assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
        assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
        assertNotEquals(Shape.of(1), Shape.SCALAR);
    }

    @Test
    void negativeAxesCountFromTheEnd() {
        Shape shape = Shape.of(2, 3, 4);
        assertEquals(4, shape.extent(-1));
        assertEquals(2, shape.extent(-3));
        assertEquals(1, shape.axis(-2));
    }

    @Test
    void printsItsExtentsInBrackets() {
        assertEquals("[2, 3]", Shape.of(2, 3).toString());
        assertEquals("[]", Shape.SCALAR.toString());
    }

    @Test
    void refusesAnAxisItDoesNotHave() {
        assertRefused(
                "there is no axis 2 in shape [5, 6]: allowed are -2 to 1",
                () -> Shape.of(5, 6).extent(2));
        assertRefused(
                "there is no axis -3 in shape [5, 6]: allowed are -2 to 1",
                () -> Shape.of(5, 6).axis(-3));
        assertRefused("there is no axis 0 in shape []: a scalar has no axes", () -> Shape.SCALAR.extent(0));
    }

    @Test
    void refusesANegativeExtent() {
        assertRefused("shape [2, -3]: an extent must not be negative, was -3", () -> Shape.of(2, -3));
    }

    @Test
    void refusesMoreElementsThanAnArrayHolds() {
        assertEquals(Integer.MAX_VALUE, Shape.of(Integer.MAX_VALUE).size());
        assertRefused("shape [65536, 32768]: a tensor holds at most 2147483647 elements", () -> Shape.of(65536, 32768));
    }

    @Test
    void refusesExtentsWhoseStridesOverflowEvenIfOneOfThemIsZero() {
        assertRefused(
                "shape [0, 65536, 32768]: a tensor holds at most 2147483647 elements", () -> Shape.of(0, 65536, 32768));
        assertRefused(
                "shape [65536, 32768, 0]: a tensor holds at most 2147483647 elements", () -> Shape.of(65536, 32768, 0));
    }

    @Test
    void anExtentIsChangedByWith() {
        assertEquals(Shape.of(2, 7, 4), Shape.of(2, 3, 4).with(-2, 7));
    }

    @Test
    void axesAreDroppedByWithout() {
        assertEquals(Shape.of(2, 4), Shape.of(2, 3, 4).without(1));
        assertEquals(Shape.SCALAR, Shape.of(5).without(-1));
        assertEquals(Shape.of(3), Shape.of(2, 3, 4).without(-1, 0));
        assertEquals(Shape.SCALAR, Shape.of(2, 3, 4).without());
        assertRefused(
                "axes [1, -1] of shape [2, 3] name axis 1 twice",
                () -> Shape.of(2, 3).without(1, -1));
    }

    @Property
    void anElementStandsAtItsIndexTimesTheStrides(@ForAll Shape shape) {
        for (int offset = 0; offset < shape.size(); offset++) {
            int[] index = shape.index(offset);
            int sum = 0;
            for (int axis = 0; axis < index.length; axis++) {
                assertTrue(index[axis] >= 0 && index[axis] < shape.extent(axis));
                sum += index[axis] * shape.stride(axis);
                assertEquals(shape.stride(axis), shape.stride(axis - index.length));
            }
            assertEquals(offset, sum);
        }
    }

    @Test
    void refusesAnElementThatItDoesNotHold() {
        assertRefused(
                "element 6 is outside shape [2, 3], which holds 6",
                () -> Shape.of(2, 3).index(6));
        assertRefused("element -1 is outside shape [], which holds 1", () -> Shape.SCALAR.index(-1));
        assertRefused(
                "element 0 is outside shape [2, 0], which holds 0",
                () -> Shape.of(2, 0).index(0));
    }

    @Test
    void anAxisIsAddedByInserting() {
        assertEquals(Shape.of(7, 2, 3), Shape.of(2, 3).inserting(0, 7));
        assertEquals(Shape.of(2, 7, 3), Shape.of(2, 3).inserting(-2, 7));
        assertEquals(Shape.of(2, 3, 7), Shape.of(2, 3).inserting(-1, 7));
    }

    @Test
    void refusesToInsertAnAxisThatWouldNotBeInTheResult() {
        assertRefused(
                "shape [2, 3] has no place for a new axis 3: allowed are -3 to 2",
                () -> Shape.of(2, 3).inserting(3, 1));
    }

    @Property
    void anAxisInsertedAndDroppedLeavesTheShape(@ForAll Shape shape, @ForAll Random random) {
        int axis = random.nextInt(-shape.rank() - 1, shape.rank() + 1);
        Shape inserted = shape.inserting(axis, 5);
        assertEquals(5, inserted.extent(axis));
        assertEquals(shape, inserted.without(axis));
    }

    @Property
    void broadcastsToAShapeThatIsTheirCommonOne(@ForAll Shape shape, @ForAll Random random) {
        Shape a = Samples.broadcastingTo(shape, random);
        Shape b = Samples.broadcastingTo(shape, random);
        assertTrue(a.broadcastsTo(shape));
        assertEquals(a.broadcast(b).equals(b), a.broadcastsTo(b));
        assertFalse(shape.inserting(0, 2).broadcastsTo(shape));
        assertFalse(Shape.of(2).broadcastsTo(Shape.of(0)));
    }

    @Test
    void broadcastsByNumpysRule() {
        assertEquals(Shape.of(8, 7, 6, 5), Shape.of(8, 1, 6, 1).broadcast(Shape.of(7, 1, 5)));
        assertEquals(Shape.of(2, 0), Shape.of(2, 1).broadcast(Shape.of(0)));
        assertEquals(Shape.of(2, 3), Shape.SCALAR.broadcast(Shape.of(2, 3)));
    }

    @Test
    void refusesShapesThatDoNotBroadcast() {
        assertRefused(
                "shapes [2, 3, 1] and [4, 5] do not broadcast: aligned at the last axis, extents must be equal or 1,"
                        + " but axis -2 has 3 and 4",
                () -> Shape.of(2, 3, 1).broadcast(Shape.of(4, 5)));
        assertRefused(
                "shapes [0] and [2] do not broadcast: aligned at the last axis, extents must be equal or 1,"
                        + " but axis -1 has 0 and 2",
                () -> Shape.of(0).broadcast(Shape.of(2)));
    }

    @Property
    void broadcastingIsCommutativeAndIdempotent(@ForAll Shape shape, @ForAll Random random) {
        Shape a = Samples.broadcastingTo(shape, random);
        Shape b = Samples.broadcastingTo(shape, random);
        Shape common = a.broadcast(b);
        assertEquals(common, b.broadcast(a));
        assertEquals(common, common.broadcast(a));
        assertEquals(shape, common.broadcast(shape));
    }

    @Test
    void aRepeatedAxisHasStrideZeroWithinTheLargerShape() {
        assertArrayEquals(new int[] {0, 4, 0, 1}, Shape.of(3, 1, 4).stridesWithin(Shape.of(2, 3, 5, 4)));
    }

    @Test
    void refusesToReduceAnAxisTwice() {
        assertRefused(
                "axes [1, -1] of shape [2, 3] name axis 1 twice",
                () -> Shape.of(2, 3).mask(1, -1));
    }
}
