package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.scatterAdd;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScatterAddTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(ScatterAdd.class);
    }

    private static final Tensor UPDATES = Tensor.of(new double[][] {{10, 20}, {30, 40}});
    private static final Node INDICES = Node.constant(Tensor.of(new double[][] {{2, 0}, {1, 1}}));

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void updatesOfOnePlaceAddUp(int axis) {
        assertEquals(
                Tensor.of(new double[][] {{20, 0, 10}, {0, 70, 0}}),
                scatterAdd(Node.constant(UPDATES), axis, INDICES, 3).value());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void theCotangentIsPickedFromWhereTheUpdateWent(int axis) {
        Tensor yBar = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertEquals(
                Tensor.of(new double[][] {{3, 1}, {5, 5}}),
                Derivatives.vjp(u -> scatterAdd(u, axis, INDICES, 3)).at(UPDATES, yBar));
    }

    @Test
    void theIndicesHaveNoGradient() {
        Tape tape = new Tape();
        Node indices = tape.leaf(Tensor.of(0));
        Node y = scatterAdd(Node.constant(Tensor.of(1)), 0, indices, 1);
        assertRefused(
                "ScatterAdd[axis=0, extent=1]: its primal 1 of shape [1] has no gradient; "
                        + "cut it off by stopGradient, or ask for other nodes",
                () -> tape.backward(y, indices));
    }

    @Test
    void anIndexBeyondTheExtentIsRefused() {
        assertRefused(
                "ScatterAdd[axis=1, extent=2] of [[2, 2], [2, 2]]: "
                        + "scatterAdd: index 2.0 at [0, 0] is not a whole number from 0 to 1",
                () -> scatterAdd(Node.constant(UPDATES), 1, INDICES, 2));
    }

    @Test
    void indicesOfAnotherShapeAreRefused() {
        Node updates = Node.constant(Tensor.of(1, 2));
        assertRefused(
                "ScatterAdd[axis=0, extent=3] of [[2], [2, 2]]: "
                        + "scatterAdd: updates of shape [2] and indices of shape [2, 2] must have one shape",
                () -> scatterAdd(updates, 0, INDICES, 3));
    }

    @Test
    void aNegativeExtentIsRefused() {
        assertRefused("ScatterAdd: extent must not be negative, was -1", () -> new ScatterAdd(0, -1));
    }

    @Test
    void anotherNumberOfPrimalsIsRefused() {
        assertRefused(
                "ScatterAdd[axis=0, extent=3] of [[2, 2]]: takes 2 primals, updates and indices, was given 1",
                () -> new ScatterAdd(0, 3).apply(INDICES));
    }
}
