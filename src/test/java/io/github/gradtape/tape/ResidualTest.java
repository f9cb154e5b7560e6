package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResidualTest {

    /** What was evaluated, in order. */
    private final List<String> log = new ArrayList<>();

    private final UnaryOp slope = new UnaryOp() {

        @Override
        public Tensor evaluate(Tensor x) {
            log.add("slope");
            return Elementwise.map(x, entry -> 3 * entry * entry);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(Node.constant(6), x));
        }

        @Override
        public String toString() {
            return "slope";
        }
    };

    private final UnaryOp cube = new UnaryOp() {

        @Override
        public Tensor evaluate(Tensor x) {
            log.add("cube");
            return Elementwise.map(x, entry -> entry * entry * entry);
        }

        @Override
        public Evaluation evaluateWithResidual(Tensor primal) {
            log.add("cube and slope");
            if (primal.rank() != 0) {
                throw new IllegalArgumentException("a number is needed");
            }
            return new Evaluation(
                    Elementwise.map(primal, entry -> entry * entry * entry),
                    slope,
                    Elementwise.map(primal, entry -> 3 * entry * entry));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, y.recall(slope, x));
        }

        @Override
        public String toString() {
            return "cube";
        }
    };

    private final Tape tape = new Tape();
    private final Node x = tape.leaf(Tensor.scalar(2));

    @Test
    void thePullbackDoesNotComputeAgainWhatTheOpHasLeft() {
        assertEquals(12, tape.backward(cube.apply(x)).of(x).item());
        assertEquals(List.of("cube and slope"), log);
    }

    @Test
    void whatIsRecalledIsRecordedAsACallOfItsOp() {
        Node xBar = tape.recordBackward(cube.apply(x), List.of(x)).get(0);
        Node recalled = xBar.primals().get(1);
        assertEquals(Optional.of(slope), recalled.op());
        assertEquals(List.of(x), recalled.primals());
        assertEquals(12, tape.backward(xBar).of(x).item());
        assertEquals(List.of("cube and slope"), log);
    }

    @Test
    void constantsAreAskedForNoResidual() {
        Node y = cube.apply(Node.constant(2));
        assertEquals(List.of("cube"), log);
        assertEquals(12, y.recall(slope, Node.constant(2)).value().item());
        assertEquals(List.of("cube", "slope"), log);
    }

    @Test
    void whereNoneIsLeftThePullbackComputesIt() {
        Node y = new UnaryOp() {
            @Override
            public Tensor evaluate(Tensor primal) {
                return cube.evaluate(primal);
            }

            @Override
            public Node pullback(Node yBar, Node output, Node primal) {
                return cube.pullback(yBar, output, primal);
            }
        }.apply(x);
        assertEquals(12, tape.backward(y).of(x).item());
        assertEquals(List.of("cube", "slope"), log);
    }

    @Test
    void anOpThatRefusesItsPrimalsSaysSoHereToo() {
        Node vector = tape.leaf(Tensor.of(1, 2));
        assertRefused("cube of [[2]]: a number is needed", () -> cube.apply(vector));
    }

    @Test
    void whatIsNotTheResidualOfThisVeryCallIsComputed() {
        Node y = cube.apply(x);
        Node equal = tape.leaf(Tensor.scalar(2));
        assertEquals(12, y.recall(slope, equal).value().item());
        assertEquals(4, y.recall(new Halved(), y).value().item());
        assertEquals(List.of("cube and slope", "slope"), log);
        y.recall(slope, x);
        assertEquals(List.of("cube and slope", "slope"), log);
    }

    private record Halved() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.multiply(x, 0.5);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, Node.constant(0.5));
        }
    }

    private record Reciprocal() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, entry -> 1 / entry);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(Node.constant(-1), multiply(y, y)));
        }
    }

    private record Logarithm() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, Math::log);
        }

        @Override
        public Evaluation evaluateWithResidual(Tensor x) {
            return new Evaluation(evaluate(x), new Reciprocal(), new Reciprocal().evaluate(x));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, y.recall(new Reciprocal(), x));
        }
    }

    @Test
    void aWatchingTapeBlamesThePullbackThatRecallsAnInfinity() {
        Tape watching = Tape.watching();
        Node tiny = watching.leaf(Tensor.scalar(Double.MIN_VALUE));
        Node y = new Logarithm().apply(tiny);
        String blamed = "Logarithm[] of [[]]: its pullback to primal 0 made Infinity";
        String recorded = assertThrows(ArithmeticException.class, () -> watching.recordBackward(y, List.of(tiny)))
                .getMessage();
        assertTrue(recorded.startsWith(blamed), recorded);
        String walked = assertThrows(ArithmeticException.class, () -> watching.backward(y))
                .getMessage();
        assertTrue(walked.startsWith(blamed), walked);
    }
}
