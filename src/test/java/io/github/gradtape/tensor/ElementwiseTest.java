package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class ElementwiseTest {

    @Property
    void sumsEqualThoseTakenIndexByIndex(@ForAll Shape shape, @ForAll Random random) {
        assertEqualsReference(Elementwise::add, (x, y) -> x + y, shape, random);
    }

    @Property
    void differencesEqualThoseTakenIndexByIndex(@ForAll Shape shape, @ForAll Random random) {
        assertEqualsReference(Elementwise::subtract, (x, y) -> x - y, shape, random);
    }

    @Property
    void productsEqualThoseTakenIndexByIndex(@ForAll Shape shape, @ForAll Random random) {
        assertEqualsReference(Elementwise::multiply, (x, y) -> x * y, shape, random);
    }

    @Property
    void quotientsEqualThoseTakenIndexByIndex(@ForAll Shape shape, @ForAll Random random) {
        assertEqualsReference(Elementwise::divide, (x, y) -> x / y, shape, random);
    }

    private static void assertEqualsReference(
            BinaryOperator<Tensor> actual, DoubleBinaryOperator f, Shape shape, Random random) {
        Tensor a = Samples.special(Samples.broadcastingTo(shape, random), random);
        Tensor b = Samples.special(Samples.broadcastingTo(shape, random), random);
        Tensor expected = Samples.byIndex(
                a.shape().broadcast(b.shape()), index -> f.applyAsDouble(repeated(a, index), repeated(b, index)));
        assertEquals(expected, actual.apply(a, b));
    }

    /** The element of a tensor at an index of a shape it broadcasts to. */
    private static double repeated(Tensor x, int[] index) {
        int[] own = Arrays.copyOfRange(index, index.length - x.rank(), index.length);
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = Math.min(own[axis], x.shape().extent(axis) - 1);
        }
        return x.get(own);
    }

    @Test
    void aNumberScalesEveryElement() {
        assertEquals(Tensor.of(2, -4), Elementwise.multiply(Tensor.of(1, -2), 2));
    }

    @Test
    void aFunctionIsAppliedToEveryElement() {
        Tensor x = Tensor.of(new double[][] {{1, 4}, {9, 16}});
        assertEquals(Tensor.of(new double[][] {{1, 2}, {3, 4}}), Elementwise.map(x, Math::sqrt));
    }

    @Test
    void scalarsGiveAScalar() {
        assertEquals(Tensor.scalar(5), Elementwise.add(Tensor.scalar(2), Tensor.scalar(3)));
    }

    @Test
    void anEmptyTensorAndAScalarGiveAnEmptyTensor() {
        Tensor empty = Tensor.zeros(Shape.of(2, 0));
        assertEquals(empty, Elementwise.add(Tensor.scalar(2), empty));
    }

    @Property
    void leavesTheOperandsAlone(@ForAll Shape shape, @ForAll Random random) {
        Tensor a = Samples.special(shape, random);
        Tensor b = Samples.special(Samples.broadcastingTo(shape, random), random);
        Tensor copyOfA = Tensor.of(a.shape(), a.toArray());
        Tensor copyOfB = Tensor.of(b.shape(), b.toArray());
        Elementwise.multiply(a, b);
        assertEquals(copyOfA, a);
        assertEquals(copyOfB, b);
    }

    @Test
    void refusesShapesThatDoNotBroadcast() {
        assertRefused(
                "shapes [2] and [3] do not broadcast: aligned at the last axis, extents must be equal or 1,"
                        + " but axis -1 has 2 and 3",
                () -> Elementwise.add(Tensor.of(1, 2), Tensor.of(1, 2, 3)));
    }

    @Property
    void aBroadcastTensorRepeatsItsElements(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.special(Samples.broadcastingTo(shape, random), random);
        assertEquals(Samples.byIndex(shape, index -> repeated(x, index)), Elementwise.broadcast(x, shape));
    }

    @Test
    void broadcastingToItsOwnShapeGivesTheTensorItself() {
        Tensor x = Tensor.of(1, 2);
        assertSame(x, Elementwise.broadcast(x, Shape.of(2)));
    }

    @Test
    void refusesToBroadcastToAShapeThatIsNotTheCommonOneHoweverLargeThatIs() {
        assertRefused(
                "shape [2, 3] does not broadcast to [3]: aligned at the last axis, each of its extents must be 1 or the other's",
                () -> Elementwise.broadcast(Tensor.zeros(Shape.of(2, 3)), Shape.of(3)));
        assertRefused(
                "shape [3] does not broadcast to [2, 1]: aligned at the last axis, each of its extents must be 1 or the other's",
                () -> Elementwise.broadcast(Tensor.zeros(Shape.of(3)), Shape.of(2, 1)));
        assertRefused(
                "shape [65536] does not broadcast to [65536, 1]: aligned at the last axis, each of its extents must be 1 or the other's",
                () -> Elementwise.broadcast(Tensor.zeros(Shape.of(65536)), Shape.of(65536, 1)));
    }
}
