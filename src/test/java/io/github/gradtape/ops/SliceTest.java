package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.slice;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Slice.class);
    }

    private static final Tensor X = Tensor.of(new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}});

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void keepsTheFirstPositionAndLeavesTheLast(int axis) {
        assertEquals(
                Tensor.of(new double[][] {{2, 3}, {6, 7}}),
                slice(Node.constant(X), axis, 1, 3).value());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void theCotangentGetsZerosBeforeAndAfter(int axis) {
        assertEquals(
                Tensor.of(new double[][] {{0, 10, 20, 0}, {0, 30, 40, 0}}),
                Derivatives.vjp(x -> slice(x, axis, 1, 3)).at(X, Tensor.of(new double[][] {{10, 20}, {30, 40}})));
    }

    @Test
    void aStretchMayBeEmpty() {
        assertEquals(
                Tensor.zeros(Shape.of(0, 4)), slice(Node.constant(X), 0, 1, 1).value());
        assertEquals(
                Tensor.zeros(X.shape()), Derivatives.vjp(x -> slice(x, 0, 1, 1)).at(X, Tensor.zeros(Shape.of(0, 4))));
    }

    @Test
    void positionsBeyondTheExtentAreRefused() {
        assertRefused(
                "Slice[axis=1, from=2, to=5] of [[2, 4]]: "
                        + "slice 2 to 5 of shape [2, 4] along axis 1: must be 0 ≤ from ≤ to ≤ 4",
                () -> slice(Node.constant(X), 1, 2, 5));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "3, 2"})
    void negativeOrSwappedPositionsAreRefused(int from, int to) {
        assertRefused(
                "Slice: must be 0 ≤ from ≤ to, were from = " + from + " and to = " + to, () -> new Slice(0, from, to));
    }

    @Test
    void anUnknownAxisIsRefused() {
        assertRefused(
                "Slice[axis=2, from=0, to=1] of [[2, 4]]: there is no axis 2 in shape [2, 4]: allowed are -2 to 1",
                () -> slice(Node.constant(X), 2, 0, 1));
    }
}
