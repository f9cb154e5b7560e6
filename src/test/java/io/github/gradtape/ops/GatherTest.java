package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.gather;
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

class GatherTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Gather.class);
    }

    private static final Tensor X = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    private static final Node INDICES = Node.constant(Tensor.of(new double[][] {{2, 0}, {1, 1}}));

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void picksAlongTheAxis(int axis) {
        assertEquals(
                Tensor.of(new double[][] {{3, 1}, {5, 5}}),
                gather(Node.constant(X), axis, INDICES).value());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void theCotangentsOfRepeatedIndicesAddUp(int axis) {
        Tensor yBar = Tensor.of(new double[][] {{10, 20}, {30, 40}});
        assertEquals(
                Tensor.of(new double[][] {{20, 0, 10}, {0, 70, 0}}),
                Derivatives.vjp(x -> gather(x, axis, INDICES)).at(X, yBar));
    }

    @Test
    void theIndicesHaveNoGradient() {
        Tape tape = new Tape();
        Node indices = tape.leaf(Tensor.of(0));
        Node y = gather(Node.constant(Tensor.of(1, 2)), 0, indices);
        assertRefused(
                "Gather[axis=0]: its primal 1 of shape [1] has no gradient; "
                        + "cut it off by stopGradient, or ask for other nodes",
                () -> tape.backward(y, indices));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.5, 3, Double.NaN})
    void whatIsNoPositionIsRefused(double index) {
        Node indices = Node.constant(Tensor.of(new double[][] {{0}, {index}}));
        assertRefused(
                "Gather[axis=1] of [[2, 3], [2, 1]]: gather: index " + index
                        + " at [1, 0] is not a whole number from 0 to 2",
                () -> gather(Node.constant(X), 1, indices));
    }

    @Test
    void indicesThatDifferAlongAnotherAxisAreRefused() {
        assertRefused(
                "Gather[axis=0] of [[2, 2], [2, 3]]: gather along axis 0: "
                        + "indices of shape [2, 3] and x of shape [2, 2] may differ along that axis only",
                () -> gather(INDICES, 0, Node.constant(X)));
    }

    @Test
    void anotherNumberOfPrimalsIsRefused() {
        assertRefused(
                "Gather[axis=0] of [[2, 2]]: takes 2 primals, values and indices, was given 1",
                () -> new Gather(0).apply(INDICES));
    }
}
