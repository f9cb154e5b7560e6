package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.gather;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Add;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NodeTest {

    private static final Tensor VALUE = Tensor.of(1, 2);

    private final Tape tape = new Tape();
    private final Node leaf = tape.leaf(VALUE);

    @Test
    void ofAConstantHasAValueAndNothingElse() {
        Node constant = Node.constant(VALUE);
        assertSame(VALUE, constant.value());
        assertEquals(Shape.of(2), constant.shape());
        assertEquals(Optional.empty(), constant.op());
        assertEquals(List.of(), constant.primals());
        assertTrue(constant.isConstant());
    }

    @Test
    void ofANumberIsAScalar() {
        assertEquals(Tensor.scalar(2), Node.constant(2).value());
    }

    @Test
    void ofALeafHasAValueAndNothingElse() {
        assertSame(VALUE, leaf.value());
        assertEquals(Optional.empty(), leaf.op());
        assertEquals(List.of(), leaf.primals());
        assertFalse(leaf.isConstant());
    }

    @Test
    void ofAnOutputHasItsOpAndPrimals() {
        Node constant = Node.constant(3);
        Node y = add(leaf, constant);
        assertEquals(Tensor.of(4, 5), y.value());
        assertEquals(Optional.of(new Add()), y.op());
        assertEquals(List.of(leaf, constant), y.primals());
        assertFalse(y.isConstant());
    }

    @Test
    void keepsItsPrimals() {
        List<Node> primals = add(leaf, leaf).primals();
        assertThrows(UnsupportedOperationException.class, () -> primals.set(0, Node.constant(1)));
    }

    @Test
    void saysWhatItIsAndItsValue() {
        assertEquals("constant = [1. 2.]", Node.constant(VALUE).toString());
        assertEquals("leaf = [1. 2.]", leaf.toString());
        assertEquals("Add[] = [2. 4.]", add(leaf, leaf).toString());
    }

    @Test
    void refusesAGradientByAPrimalThatHasNone() {
        Node x = tape.leaf(VALUE);
        Node indices = tape.leaf(Tensor.of(0));
        Node y = gather(x, 0, indices);
        assertRefused(
                "Gather[axis=0]: its primal 1 of shape [1] has no gradient; "
                        + "cut it off by stopGradient, or ask for other nodes",
                () -> tape.backward(y));
        assertEquals(Tensor.of(1, 0), tape.backward(y, x).of(x));
    }

    @Test
    void refusesAPullbackOfAnotherShapeThanThePrimals() {
        record Unsummed() implements UnaryOp {

            @Override
            public Tensor evaluate(Tensor x) {
                return Tensor.scalar(x.get(0) + x.get(1));
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                return yBar;
            }
        }

        Node y = new Unsummed().apply(leaf);
        Exception e = assertThrows(IllegalStateException.class, () -> tape.backward(y));
        assertEquals(
                "Unsummed[]: its pullback to primal 0 returned shape [], but a cotangent has its primal's shape, [2]",
                e.getMessage());
    }

    @Test
    void keepsItsPrimalsThoughAnOpWritesIntoWhatItIsGiven() {
        record Scribbling() implements Op {

            @Override
            public Tensor evaluate(Tensor... primals) {
                return Elementwise.multiply(primals[0], primals[1]);
            }

            @Override
            public Node pullback(int primal, Node yBar, Node y, Node... primals) {
                Node other = primals[1 - primal];
                Arrays.fill(primals, null);
                return multiply(yBar, other);
            }
        }

        Node other = tape.leaf(Tensor.of(3, 4));
        Node y = new Scribbling().apply(leaf, other);
        for (int pass = 0; pass < 2; pass++) {
            Gradients gradients = tape.backward(y, Tensor.of(1, 1));
            assertEquals(Tensor.of(3, 4), gradients.of(leaf));
            assertEquals(VALUE, gradients.of(other));
        }
        assertEquals(List.of(leaf, other), y.primals());
    }

    /** An op whose author has forgotten to return something. */
    private record Forgetful(boolean hasOutput) implements UnaryOp {
        @Override
        public Tensor evaluate(Tensor x) {
            return hasOutput ? x : null;
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return null;
        }
    }

    @Test
    void nothingIsNoValue() {
        assertNoValue(() -> tape.leaf(null));
        assertNoValue(() -> Node.constant((Tensor) null));
    }

    private static void assertNoValue(Executable code) {
        assertEquals(
                "leaf or constant: a value of null",
                assertThrows(NullPointerException.class, code).getMessage());
    }

    @Test
    void nothingIsNoPrimal() {
        Node nothing = null;
        Exception e = assertThrows(NullPointerException.class, () -> new Forgetful(true).apply(nothing));
        assertEquals("Forgetful[hasOutput=true]: a primal of null", e.getMessage());
    }

    private record WithoutEvaluation() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return x;
        }

        @Override
        public Evaluation evaluateWithResidual(Tensor x) {
            return null;
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return yBar;
        }
    }

    @Test
    void nothingIsNoOutput() {
        Node recorded = new Tape().leaf(Tensor.scalar(1));
        assertNoOutput("Forgetful[hasOutput=false]", () -> new Forgetful(false).apply(recorded));
        assertNoOutput("Forgetful[hasOutput=false]", () -> new Forgetful(false).apply(Node.constant(1)));
        assertNoOutput("WithoutEvaluation[]", () -> new WithoutEvaluation().apply(recorded));
    }

    private static void assertNoOutput(String op, Executable code) {
        assertEquals(
                op + ": its evaluation returned null",
                assertThrows(IllegalStateException.class, code).getMessage());
    }

    @Test
    void nothingIsNoCotangent() {
        Node y = new Forgetful(true).apply(tape.leaf(Tensor.scalar(1)));
        Exception e = assertThrows(IllegalStateException.class, () -> tape.backward(y));
        assertEquals("Forgetful[hasOutput=true]: its pullback to primal 0 returned null", e.getMessage());
    }
}
