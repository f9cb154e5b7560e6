package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class ReductionsTest {

    private static final double NAN = Double.NaN;
    private static final Tensor MATRIX = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void sumsAlongTheNamedAxes() {
        assertEquals(Tensor.of(5, 7, 9), Reductions.sum(MATRIX, 0));
        assertEquals(Tensor.of(6, 15), Reductions.sum(MATRIX, -1));
        assertEquals(Tensor.scalar(21), Reductions.sum(MATRIX, 0, 1));
    }

    @Test
    void namingNoAxesMeansAll() {
        assertEquals(Tensor.scalar(21), Reductions.sum(MATRIX));
        assertEquals(
                Tensor.of(new double[][] {{21}}),
                Reductions.sumTo(MATRIX, MATRIX.shape().collapsing()));
    }

    @Property
    void sumsAreAddedInRowMajorOrder(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.rough(shape, random);
        int[] axes = someAxes(shape, random);
        assertEquals(
                reference(x, 0, (a, b) -> a + b, axes),
                Reductions.sumTo(x, x.shape().collapsing(axes)));
    }

    @Property
    void theLargestEqualsThatFoundIndexByIndex(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.size() > 0);
        Tensor x = Samples.special(shape, random);
        int[] axes = someAxes(shape, random);
        Tensor expected = reference(x, Double.NEGATIVE_INFINITY, Math::max, axes);
        assertEquals(expected, Reductions.maxTo(x, expected.shape()));
        assertEquals(Layout.reshape(expected, x.shape().without(axes)), Reductions.max(x, axes));
    }

    @Property
    void theLeastIsTheLargestOfTheNegatives(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.size() > 0);
        Tensor x = Samples.special(shape, random);
        int[] axes = someAxes(shape, random);
        Tensor negatedMax = Reductions.max(Elementwise.map(x, v -> -v), axes);
        assertEquals(Elementwise.map(negatedMax, v -> -v), Reductions.min(x, axes));
    }

    private static Tensor reference(Tensor x, double start, DoubleBinaryOperator f, int... axes) {
        Shape target = x.shape();
        for (int axis : axes) {
            target = target.with(axis, 1);
        }
        double[] out = new double[target.size()];
        Arrays.fill(out, start);
        for (int[] index : Samples.indices(x.shape())) {
            int offset = 0;
            for (int axis = 0; axis < index.length; axis++) {
                int extent = target.extent(axis);
                offset = offset * extent + Math.min(index[axis], extent - 1);
            }
            out[offset] = f.applyAsDouble(out[offset], x.get(index));
        }
        return Tensor.of(target, out);
    }

    /** At least one axis, unless there is none. */
    private static int[] someAxes(Shape shape, Random random) {
        int count = shape.rank() == 0 ? 0 : random.nextInt(1, shape.rank() + 1);
        return Arrays.copyOf(Samples.permutation(shape.rank(), random), count);
    }

    @Property
    void keepingTheAxesChangesTheShapeAlone(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.rough(shape, random);
        int[] axes = someAxes(shape, random);
        Tensor kept = Reductions.sumTo(x, x.shape().collapsing(axes));
        Tensor dropped = Reductions.sum(x, axes);
        assertEquals(shape.rank() - axes.length, dropped.rank());
        assertEquals(dropped, Layout.reshape(kept, dropped.shape()));
    }

    @Test
    void sumsOverNoElementsAreZero() {
        assertEquals(Tensor.of(0, 0), Reductions.sum(Tensor.zeros(Shape.of(2, 0)), 1));
    }

    @Test
    void theSumOfAScalarIsItself() {
        assertEquals(Tensor.scalar(3), Reductions.sum(Tensor.scalar(3)));
    }

    @Test
    void theSumOfNegativeZeroIsZeroWhateverTheRank() {
        assertEquals(Tensor.scalar(0), Reductions.sum(Tensor.scalar(-0.0)));
        assertEquals(Tensor.scalar(0), Reductions.sum(Tensor.of(-0.0)));
    }

    @Test
    void theMeanIsTheSumOverTheCount() {
        assertEquals(Tensor.of(2, 5), Reductions.mean(MATRIX, 1));
        assertEquals(Tensor.scalar(3.5), Reductions.mean(MATRIX));
    }

    @Test
    void theMeanOverNoElementsIsNan() {
        assertEquals(Tensor.of(NAN, NAN), Reductions.mean(Tensor.zeros(Shape.of(2, 0)), 1));
    }

    @Test
    void extremesAreNanIfAnyElementIs() {
        Tensor x = Tensor.of(new double[][] {{1, NAN}, {3, 2}});
        assertEquals(Tensor.of(NAN, 3), Reductions.max(x, 1));
        assertEquals(Tensor.of(NAN, 2), Reductions.min(x, 1));
    }

    @Test
    void extremesOfEmptyRowsAreRefused() {
        Tensor empty = Tensor.zeros(Shape.of(2, 0));
        assertRefused("max of no elements: shape [2, 0] is empty, [2] is not", () -> Reductions.max(empty, 1));
        assertRefused("min of no elements: shape [2, 0] is empty, [] is not", () -> Reductions.min(empty));
        assertRefused("argmax of no elements: shape [2, 0] is empty along axis 1", () -> Reductions.argmax(empty, 1));
    }

    @Test
    void extremesOfNoRowsAreEmpty() {
        Tensor empty = Tensor.zeros(Shape.of(0, 3));
        assertEquals(Tensor.of(), Reductions.max(empty, 1));
        assertEquals(Tensor.of(), Reductions.argmax(empty, 1));
        assertEquals(Tensor.of(), Reductions.min(Tensor.zeros(Shape.of(0, 0)), 1));
    }

    @Test
    void argmaxTakesTheFirstOfTies() {
        assertEquals(Tensor.scalar(1), Reductions.argmax(Tensor.of(0, 7, 7, 1), 0));
        assertEquals(Tensor.scalar(0), Reductions.argmax(Tensor.of(-0.0, 0.0), 0));
    }

    @Test
    void argmaxTakesTheFirstNan() {
        assertEquals(Tensor.scalar(1), Reductions.argmax(Tensor.of(9, NAN, NAN, 11), 0));
        assertEquals(Tensor.scalar(0), Reductions.argmax(Tensor.of(NAN, 9), 0));
    }

    @Property
    void theElementAtArgmaxIsTheLargest(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        int axis = Samples.axis(shape, random);
        Assume.that(shape.extent(axis) > 0);
        Tensor x = Samples.whole(shape, random);
        Tensor positions = Layout.reshape(Reductions.argmax(x, axis), shape.with(axis, 1));
        assertEquals(Reductions.maxTo(x, x.shape().collapsing(axis)), Indexing.gather(x, axis, positions));
    }

    @Test
    void refusesAnAxisThatIsNotThere() {
        assertRefused("there is no axis 2 in shape [2, 3]: allowed are -2 to 1", () -> Reductions.sum(MATRIX, 2));
        assertRefused(
                "there is no axis 0 in shape []: a scalar has no axes", () -> Reductions.argmax(Tensor.scalar(1), 0));
    }

    @Test
    void refusesAnAxisNamedTwice() {
        assertRefused("axes [1, -1] of shape [2, 3] name axis 1 twice", () -> Reductions.mean(MATRIX, 1, -1));
    }

    @Property
    void summingToAShapeIsTheTransposeOfBroadcasting(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.whole(Samples.broadcastingTo(shape, random), random);
        Tensor y = Samples.whole(shape, random);
        assertEquals(Samples.dot(Elementwise.broadcast(x, shape), y), Samples.dot(x, Reductions.sumTo(y, x.shape())));
    }

    @Test
    void summingToItsOwnShapeGivesTheTensorItself() {
        assertSame(MATRIX, Reductions.sumTo(MATRIX, Shape.of(2, 3)));
    }

    @Test
    void refusesToSumToAShapeThatDoesNotBroadcast() {
        assertRefused(
                "shape [3] is not summed to [2, 3], which does not broadcast to it",
                () -> Reductions.sumTo(Tensor.zeros(Shape.of(3)), Shape.of(2, 3)));
        assertRefused(
                "shape [2, 3] is not summed to [2], which does not broadcast to it",
                () -> Reductions.sumTo(MATRIX, Shape.of(2)));
    }
}
