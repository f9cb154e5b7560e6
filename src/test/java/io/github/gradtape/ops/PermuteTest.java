package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.permute;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermuteTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Permute.class);
    }

    private static final Tensor X = Tensor.of(new double[][][] {{{1, 2, 3}, {4, 5, 6}}});
    private static final Tensor X_BY_2_0_1 = Tensor.of(new double[][][] {{{1, 4}}, {{2, 5}}, {{3, 6}}});

    @Test
    void axisIOfTheOutputIsTheNamedAxisOfThePrimal() {
        assertEquals(X_BY_2_0_1, permute(Node.constant(X), 2, 0, 1).value());
    }

    @Test
    void theCotangentTakesTheInverseOrder() {
        assertEquals(X, Derivatives.vjp(x -> permute(x, 2, 0, 1)).at(Tensor.zeros(X.shape()), X_BY_2_0_1));
    }

    @Test
    void negativeAxesCountFromTheEnd() {
        assertEquals(X_BY_2_0_1, permute(Node.constant(X), -1, 0, -2).value());
        assertEquals(X, Derivatives.vjp(x -> permute(x, -1, 0, -2)).at(Tensor.zeros(X.shape()), X_BY_2_0_1));
    }

    @Test
    void theAxesAreCopied() {
        List<Integer> axes = new ArrayList<>(List.of(1, 0));
        Permute swap = new Permute(axes);
        axes.set(0, 0);
        assertEquals(List.of(1, 0), swap.axes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0, 0", "0, -2", "0, 2", "-3, 1", "1, 2"})
    void axesThatDoNotNameEveryAxisOnceAreRefused(String axes) {
        int[] named = List.of(axes.split(", ", -1)).stream()
                .mapToInt(Integer::parseInt)
                .toArray();
        Node matrix = Node.constant(Tensor.zeros(Shape.of(2, 3)));
        assertRefused("Permute: axes must name each of 2 axes once, were [" + axes + "]", () -> permute(matrix, named));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aPrimalOfAnotherRankIsRefused(int rank) {
        Shape shape = Shape.of(new int[rank]);
        assertRefused(
                "Permute[axes=[1, 0]] of [" + shape + "]: axes [1, 0] do not permute shape " + shape + ": each of its "
                        + rank + " axes must be named once",
                () -> permute(Node.constant(Tensor.zeros(shape)), 1, 0));
    }
}
