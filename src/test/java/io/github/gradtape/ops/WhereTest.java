package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.ops.Ops.where;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.pulledBack;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WhereTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Where.class);
    }

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Node FIRST_ONLY = Node.constant(Tensor.of(1, 0));

    @Test
    void allThreePrimalsBroadcast() {
        Tape tape = new Tape();
        Node condition = Node.constant(Tensor.of(new double[][] {{1}, {0}}));
        Node a = tape.leaf(Tensor.of(1, 2, 3));
        Node b = tape.leaf(Tensor.scalar(-1));
        Node y = where(condition, a, b);
        Gradients gradients = tape.backward(y, Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(Tensor.of(new double[][] {{1, 2, 3}, {-1, -1, -1}}), y.value());
        assertEquals(Tensor.of(1, 2, 3), gradients.of(a));
        assertEquals(Tensor.scalar(15), gradients.of(b));
    }

    @Test
    void whatIsNotChosenDoesNotLeakIntoTheOutput() {
        Node y = where(FIRST_ONLY, Node.constant(Tensor.of(5, Double.NaN)), Node.constant(Tensor.of(INFINITY, 7)));
        assertEquals(Tensor.of(5, 7), y.value());
    }

    @Test
    void whatIsNotChosenDoesNotLeakIntoACotangent() {
        Node other = Node.constant(Tensor.of(Double.NaN, INFINITY));
        assertArrayEquals(new double[] {1, 0}, first(x -> where(FIRST_ONLY, x, other), INFINITY, Double.NaN));
        assertArrayEquals(new double[] {0, 1}, first(x -> where(FIRST_ONLY, other, x), INFINITY, Double.NaN));
    }

    @Test
    void anInfiniteOrNanYBarDoesNotLeakToWhatWasNotChosen() {
        Node zero = Node.constant(0);
        double[] yBar = {INFINITY, Double.NaN};
        assertArrayEquals(new double[] {INFINITY, 0}, pulledBack(yBar, x -> where(FIRST_ONLY, x, zero), 1, 1));
        assertArrayEquals(new double[] {0, Double.NaN}, pulledBack(yBar, x -> where(FIRST_ONLY, zero, x), 1, 1));
    }

    @Test
    void secondDerivativesAreChosenToo() {
        assertArrayEquals(new double[] {2, 0}, second(x -> where(FIRST_ONLY, square(x), x), 3, 3));
    }

    @Test
    void aConditionOfMinusZeroDoesNotHoldOneOfNanDoes() {
        Node condition = Node.constant(Tensor.of(-0.0, Double.NaN, -2));
        assertEquals(
                Tensor.of(7, 5, 5),
                where(condition, Node.constant(5), Node.constant(7)).value());
    }

    @Test
    void theConditionHasNoGradient() {
        Tape tape = new Tape();
        Node condition = tape.leaf(Tensor.of(1, 0));
        Node y = sum(where(condition, Node.constant(1), Node.constant(2)));
        assertRefused(
                "Where[]: its primal 0 of shape [2] has no gradient; cut it off by stopGradient, or ask for other nodes",
                () -> tape.backward(y, condition));
    }

    @Test
    void refusesAnotherNumberOfPrimals() {
        Node x = Node.constant(1);
        assertRefused(
                "Where[] of [[], []]: takes 3 primals, a condition and two choices, was given 2",
                () -> new Where().apply(x, x));
    }

    @Test
    void namesTheShapesThatDoNotBroadcast() {
        Node a = Node.constant(Tensor.of(1, 2, 3));
        assertRefused(
                "Where[] of [[2], [3], [3]]: shapes [2] and [3] do not broadcast: "
                        + "aligned at the last axis, extents must be equal or 1, but axis -1 has 2 and 3",
                () -> where(FIRST_ONLY, a, a));
    }
}
