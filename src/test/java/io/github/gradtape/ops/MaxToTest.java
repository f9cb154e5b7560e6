package io.github.gradtape.ops;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MaxToTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(MaxTo.class);
    }

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final MaxTo OF_ROWS = new MaxTo(Shape.of(2, 1));

    private static Tensor largest(MaxTo op, Tensor x) {
        return op.apply(Node.constant(x)).value();
    }

    private static Tensor pulledBack(MaxTo op, Tensor x, Tensor yBar) {
        return Derivatives.vjp(op::apply).at(x, yBar);
    }

    private static Tensor column(double first, double second) {
        return Tensor.of(new double[][] {{first}, {second}});
    }

    @Test
    void theCotangentGoesToTheLargest() {
        Tensor x = Tensor.of(new double[][] {{1, 3, 2}, {-1, -2, -3}});
        assertEquals(column(3, -1), largest(OF_ROWS, x));
        assertEquals(Tensor.of(new double[][] {{0, 5, 0}, {-6, 0, 0}}), pulledBack(OF_ROWS, x, column(5, -6)));
    }

    @Test
    void axesMayBeMissing() {
        MaxTo ofColumns = new MaxTo(Shape.of(2));
        Tensor x = Tensor.of(new double[][] {{1, 4}, {3, 2}});
        assertEquals(Tensor.of(3, 4), largest(ofColumns, x));
        assertEquals(Tensor.of(new double[][] {{0, 6}, {5, 0}}), pulledBack(ofColumns, x, Tensor.of(5, 6)));
    }

    @Test
    void tiesShareTheCotangentEvenly() {
        Tensor x = Tensor.of(new double[][] {{1, 3, 3}, {2, 2, 2}});
        assertEquals(Tensor.of(new double[][] {{0, 2.5, 2.5}, {-2, -2, -2}}), pulledBack(OF_ROWS, x, column(5, -6)));
    }

    @Test
    void oneUnitInTheLastPlaceIsNoTie() {
        assertEquals(
                Tensor.of(0, 4), pulledBack(new MaxTo(Shape.SCALAR), Tensor.of(1, Math.nextUp(1.0)), Tensor.scalar(4)));
    }

    @Test
    void zerosOfEitherSignTie() {
        assertEquals(
                Tensor.of(2, 2, 0), pulledBack(new MaxTo(Shape.SCALAR), Tensor.of(0.0, -0.0, -1), Tensor.scalar(4)));
    }

    @Test
    void infiniteValuesTieToo() {
        assertEquals(
                Tensor.of(new double[][] {{2, 0, 2}, {3, 3, 0}}),
                pulledBack(
                        OF_ROWS, Tensor.of(new double[][] {{INFINITY, 0, INFINITY}, {0, 0, -INFINITY}}), column(4, 6)));
    }

    @Test
    void anInfiniteOrNanYBarDoesNotLeakToWhereXIsNotTheLargest() {
        assertEquals(
                Tensor.of(new double[][] {{INFINITY, 0}, {0, Double.NaN}}),
                pulledBack(OF_ROWS, Tensor.of(new double[][] {{2, 1}, {1, 2}}), column(INFINITY, Double.NaN)));
    }

    @Test
    void aNanMakesTheOutputNan() {
        Tensor x = Tensor.of(new double[][] {{1, Double.NaN, 3}, {1, 2, 3}});
        assertEquals(column(Double.NaN, 3), largest(OF_ROWS, x));
        assertEquals(Tensor.of(new double[][] {{0, 5, 0}, {0, 0, 6}}), pulledBack(OF_ROWS, x, column(5, 6)));
    }

    @Test
    void theZerosOfBothSignsAreATie() {
        Tensor x = Tensor.of(new double[][] {{-0.0, 0, -1}, {-2, -0.0, -0.0}});
        assertEquals(Tensor.of(new double[][] {{2, 2, 0}, {0, 3, 3}}), pulledBack(OF_ROWS, x, column(4, 6)));
    }

    @Test
    void theLargestOfNoElementsIsRefused() {
        Node empty = Node.constant(Tensor.zeros(Shape.of(2, 0)));
        assertRefused(
                "MaxTo[shape=[2, 1]] of [[2, 0]]: max of no elements: shape [2, 0] is empty, [2, 1] is not",
                () -> OF_ROWS.apply(empty));
    }

    @Test
    void ofNothingThereMayBeNoLargest() {
        assertEquals(
                Shape.of(0, 1),
                largest(new MaxTo(Shape.of(0, 1)), Tensor.zeros(Shape.of(0, 3))).shape());
    }

    @Test
    void aShapeThatDoesNotBroadcastToThePrimalsIsRefused() {
        Node x = Node.constant(Tensor.of(1, 2, 3));
        assertRefused(
                "MaxTo[shape=[2, 1]] of [[3]]: shape [3] is not reduced to [2, 1], which does not broadcast to it",
                () -> OF_ROWS.apply(x));
    }
}
