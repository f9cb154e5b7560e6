package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.pad;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PadTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Pad.class);
    }

    private static final Tensor X = Tensor.of(new double[][] {{1, 2}, {3, 4}});

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void addsZerosBeforeAndAfter(int axis) {
        assertEquals(
                Tensor.of(new double[][] {{0, 1, 2, 0, 0}, {0, 3, 4, 0, 0}}),
                pad(Node.constant(X), axis, 1, 2).value());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void theCotangentLeavesWhatStandsAtTheZeros(int axis) {
        Tensor yBar = Tensor.of(new double[][] {{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}});
        assertEquals(
                Tensor.of(new double[][] {{2, 3}, {7, 8}}),
                Derivatives.vjp(x -> pad(x, axis, 1, 2)).at(X, yBar));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1"})
    void negativeNumbersOfZerosAreRefused(int before, int after) {
        assertRefused(
                "Pad: before and after must not be negative, were before = " + before + " and after = " + after,
                () -> new Pad(0, before, after));
    }

    @Test
    void anUnknownAxisIsRefused() {
        assertRefused(
                "Pad[axis=0, before=1, after=1] of [[]]: there is no axis 0 in shape []: a scalar has no axes",
                () -> pad(Node.constant(1), 0, 1, 1));
    }
}
