package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.Garbage;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
        assertRefused(message, () -> gradients.of(other));
        assertRefused(message, () -> gradients.reached(other));
    }

    @Test
    void areOfNoneIfThereIsNoneToAskFor() {
        Gradients none = new Tape().backward(Node.constant(1));
        assertThrows(IllegalArgumentException.class, () -> none.of(x));
    }

    @Test
    void doNotChangeWithTheArrayOfNodesAskedFor() {
        Node other = tape.leaf(Tensor.scalar(5));
        Node[] wanted = {x};
        Gradients gradients = tape.backward(multiply(x, other), wanted);
        wanted[0] = other;
        assertEquals(Tensor.scalar(5), gradients.of(x));
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

    @Test
    void areNotOfANodeThatStandsAtTheSamePlaceOfAnotherTapeNorOfAConstant() {
        Gradients gradients = tape.backward(square(x), x);
        Node other = new Tape().leaf(Tensor.scalar(3));
        assertEquals(x.index(), other.index());
        String refusal = "the gradient of a node that was not asked for: ";
        assertRefused(refusal + "leaf of shape [], which is on another tape", () -> gradients.of(other));
        assertRefused(
                refusal + "constant of shape []: a constant has none, make it a leaf",
                () -> gradients.reached(Node.constant(3)));
    }

    @Property(tries = 200)
    void mayBeAskedForAndAskedInAnyOrder(@ForAll @IntRange(min = 1, max = 20) int leaves, @ForAll Random random) {
        List<Node> wanted = new ArrayList<>();
        Node y = x;
        for (int k = 0; k < leaves; k++) {
            Node leaf = tape.leaf(Tensor.scalar(k));
            wanted.add(leaf);
            y = add(y, multiply(leaf, leaf));
        }
        Collections.shuffle(wanted, random);
        Gradients gradients = tape.backward(y, wanted.toArray(Node[]::new));
        Collections.shuffle(wanted, random);
        for (Node leaf : wanted) {
            assertEquals(Tensor.scalar(2 * leaf.value().item()), gradients.of(leaf));
        }
    }

    @Test
    void doNotKeepTheTape() throws InterruptedException {
        List<WeakReference<Tape>> tapes = new ArrayList<>();
        Gradients kept = ofATape(tapes);
        Garbage.collect();
        assertNull(tapes.get(0).get());
        assertThrows(IllegalArgumentException.class, () -> kept.of(x));
    }

    private static Gradients ofATape(List<WeakReference<Tape>> tapes) {
        Tape tape = new Tape();
        tapes.add(new WeakReference<>(tape));
        Node x = tape.leaf(Tensor.scalar(3));
        return tape.backward(add(x, square(x)), x);
    }
}
