package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.square;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientsTest {

    private final Tape tape = new Tape();
    private final Node x = tape.leaf(Tensor.scalar(3));

    @Test
    void areZerosForANodeThatIsNotReached() {
        Node before = tape.leaf(Tensor.of(1, 2));
        Node y = square(x);
        Node after = tape.leaf(Tensor.zeros(Shape.of(0, 2)));
        Gradients gradients = tape.backward(y);
        assertFalse(gradients.reached(before));
        assertFalse(gradients.reached(after));
        assertEquals(Tensor.of(0, 0), gradients.of(before));
        assertEquals(Tensor.zeros(Shape.of(0, 2)), gradients.of(after));
    }

    @Test
    void mayBeZeroForANodeThatIsReached() {
        Gradients gradients = tape.backward(multiply(x, Node.constant(0)));
        assertTrue(gradients.reached(x));
        assertEquals(Tensor.scalar(0), gradients.of(x));
    }

    @Test
    void areOfTheNodesAskedForAlone() {
        Node other = tape.leaf(Tensor.of(1, 2));
        Gradients gradients = tape.backward(square(x), x);
        String message =
                "the gradient of a node that was not asked for: leaf of shape [2]; name it in the call of backward";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> gradients.of(other))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> gradients.reached(other))
                        .getMessage());
    }

    @Test
    void tellNodesOfEqualValuesApart() {
        Node twin = tape.leaf(Tensor.scalar(3));
        Gradients gradients = tape.backward(multiply(square(x), twin));
        assertEquals(Tensor.scalar(18), gradients.of(x));
        assertEquals(Tensor.scalar(9), gradients.of(twin));
    }

    @Test
    void mayBeAskedForANodeTwice() {
        assertEquals(Tensor.scalar(6), tape.backward(square(x), x, x).of(x));
    }
}
