package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.concatenate;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcatenateTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Concatenate.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void joinsInOrderAndEachGetsTheCotangentFromItsPlace(int axis) {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{1}, {2}}));
        Node b = tape.leaf(Tensor.of(new double[][] {{3, 4}, {5, 6}}));
        Node c = tape.leaf(Tensor.of(new double[][] {{7}, {8}}));
        Node y = concatenate(axis, a, b, c);
        Gradients gradients = tape.backward(y, Tensor.of(new double[][] {{10, 20, 30, 40}, {50, 60, 70, 80}}));
        assertEquals(Tensor.of(new double[][] {{1, 3, 4, 7}, {2, 5, 6, 8}}), y.value());
        assertEquals(Tensor.of(new double[][] {{10}, {50}}), gradients.of(a));
        assertEquals(Tensor.of(new double[][] {{20, 30}, {60, 70}}), gradients.of(b));
        assertEquals(Tensor.of(new double[][] {{40}, {80}}), gradients.of(c));
    }

    @Test
    void theSameNodeTwiceGetsBothCotangents() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(1, 2));
        Node y = concatenate(0, x, x);
        assertEquals(
                Tensor.of(13, 24), tape.backward(y, Tensor.of(3, 4, 10, 20)).of(x));
    }

    @Test
    void aPrimalMayBeEmptyAlongTheAxis() {
        Tape tape = new Tape();
        Node empty = tape.leaf(Tensor.of());
        Node x = tape.leaf(Tensor.of(1, 2));
        Node y = concatenate(0, empty, x);
        Gradients gradients = tape.backward(y, Tensor.of(3, 4));
        assertEquals(Tensor.of(1, 2), y.value());
        assertEquals(Tensor.of(), gradients.of(empty));
        assertEquals(Tensor.of(3, 4), gradients.of(x));
    }

    @Test
    void shapesThatDifferAlongAnotherAxisAreRefused() {
        Node a = Node.constant(Tensor.zeros(Shape.of(2, 3)));
        Node b = Node.constant(Tensor.zeros(Shape.of(3, 3)));
        assertRefused(
                "Concatenate[axis=1] of [[2, 3], [3, 3]]: concatenate along axis 1: "
                        + "part 0 has shape [2, 3], part 1 has shape [3, 3]; only that axis may differ",
                () -> concatenate(1, a, b));
    }

    @Test
    void nothingToJoinIsRefused() {
        assertRefused("Concatenate[axis=0] of []: concatenate needs at least one tensor", () -> concatenate(0));
    }

    @Test
    void scalarsHaveNoAxisToJoinAlong() {
        assertRefused(
                "Concatenate[axis=0] of [[], []]: there is no axis 0 in shape []: a scalar has no axes",
                () -> concatenate(0, Node.constant(1), Node.constant(2)));
    }
}
