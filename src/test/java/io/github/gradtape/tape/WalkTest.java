package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WalkTest {

    private final Tape tape = new Tape();

    private Node leaf(double... values) {
        return tape.leaf(Tensor.of(values));
    }

    @Test
    void cotangentsOfANodeUsedSeveralTimesAddUp() {
        Node x = leaf(3, 5);
        Node y = square(x);
        // y + 2y + 4y + 8y + x
        Node sum = add(y, x);
        for (double factor : new double[] {2, 4, 8}) {
            sum = add(sum, multiply(y, Node.constant(factor)));
        }
        Gradients gradients = tape.backward(sum, Tensor.of(1, 10), x, y);
        assertEquals(Tensor.of(15, 150), gradients.of(y));
        assertEquals(Tensor.of(15 * 6 + 1, 150 * 10 + 10), gradients.of(x));
    }

    /** The sum of all, from the left. */
    private static Tensor fold(double... summands) {
        double sum = summands[0];
        for (int k = 1; k < summands.length; k++) {
            sum += summands[k];
        }
        return Tensor.of(sum);
    }

    @Property
    void ofVeryManyCotangentsOnlyAFewWaitAndTheSumHasTheBitsOfAllInOneGo(
            @ForAll @IntRange(min = 1, max = 5 * Walk.MOST_WAITING) int uses, @ForAll long random) {
        double[] factors = new SplittableRandom(random).doubles(uses, -1, 1).toArray();
        double[] fromTheLast = new double[uses];
        Arrays.setAll(fromTheLast, use -> factors[uses - 1 - use]);
        Node x = leaf(3);
        Node seed = leaf(1);
        Node y = Node.constant(Tensor.of(0));
        for (double factor : factors) {
            y = add(y, multiply(x, Node.constant(factor)));
        }
        assertEquals(fold(fromTheLast), tape.backward(y, x).of(x));
        Node xBar = tape.recordBackward(y, seed, List.of(x)).get(0);
        assertEquals(fold(fromTheLast), xBar.value());
        assertEquals(fold(factors), tape.backward(xBar, seed).of(seed));
        for (Node sum = xBar;
                sum.op().equals(Optional.of(new FanIn()));
                sum = sum.primals().get(0)) {
            assertTrue(sum.primals().size() <= Walk.MOST_WAITING, () -> uses + " uses");
        }
    }

    @Test
    void aNodeUsedTwiceByOneOpGetsBothCotangents() {
        Node x = leaf(3);
        assertEquals(Tensor.of(6), tape.backward(multiply(x, x)).of(x));
    }

    @Test
    void asksOnlyForPrimalsThatNeedAPullback() {
        Spy spy = new Spy();
        Node a = leaf(2);
        Node b = leaf(3);
        Node y = spy.apply(spy.apply(a, Node.constant(Tensor.of(5))), b);
        tape.backward(y, a);
        assertEquals(List.of(0, 0), spy.asked);
        spy.asked.clear();
        tape.backward(y, b);
        assertEquals(List.of(1), spy.asked);
    }

    @Test
    void passesOverWhatLeadsToNoWantedNodeAndWhatCameAfterTheOutput() {
        Spy spy = new Spy();
        Node a = leaf(2);
        Node b = leaf(3);
        Node y = add(spy.apply(a, a), b);
        spy.apply(b, y);
        assertEquals(Tensor.of(1), tape.backward(y, b).of(b));
        assertEquals(List.of(), spy.asked);
    }

    @Test
    void throughAHundredThousandNodesDoesNotOverflowTheStack() {
        Node x = leaf(1);
        Node y = x;
        for (int i = 0; i < 100_000; i++) {
            y = add(y, x);
        }
        assertEquals(Tensor.of(100_001), tape.backward(y, x).of(x));
        assertEquals(
                Tensor.of(100_001), tape.recordBackward(y, List.of(x)).get(0).value());
    }

    @Nested
    class AnExceptionInAPullback {

        private static final class Fails implements UnaryOp {

            @Override
            public Tensor evaluate(Tensor x) {
                return x;
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                throw new UnsupportedOperationException("no pullback");
            }
        }

        @Test
        void leavesTheTapeUsable() {
            Node x = leaf(3);
            Node fails = new Fails().apply(x);
            assertThrows(UnsupportedOperationException.class, () -> tape.backward(fails));
            assertThrows(UnsupportedOperationException.class, () -> tape.recordBackward(fails, List.of(x)));
            assertFalse(x.isConstant());
            assertEquals(Tensor.of(6), tape.backward(square(x), x).of(x));
            assertEquals(
                    Tensor.of(2),
                    tape.backward(tape.recordBackward(square(x), List.of(x)).get(0), x)
                            .of(x));
        }

        @Test
        void leavesAnEnclosingDerivativeUsable() {
            Derivative cube = Derivatives.grad(x -> {
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> Derivatives.grad(y -> multiply(x, new Fails().apply(y)))
                                .apply(Node.constant(1)));
                return multiply(x, Derivatives.grad(y -> multiply(x, square(y))).apply(x));
            });
            // d/dx (x · 2x²) = 6x²
            assertEquals(Tensor.scalar(24), cube.at(Tensor.scalar(2)));
        }
    }
}
