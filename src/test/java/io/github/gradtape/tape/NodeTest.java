package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Add;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeTest {

    private static final Tensor VALUE = Tensor.of(1, 2);

    private final Node leaf = new Tape().leaf(VALUE);

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
}
