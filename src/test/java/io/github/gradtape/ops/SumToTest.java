package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.sumTo;
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

class SumToTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(SumTo.class);
    }

    private static final Tensor X =
            Tensor.of(new double[][][] {{{1, 2, 4}, {8, 16, 32}}, {{64, 128, 256}, {512, 1024, 2048}}});

    @Test
    void sumsOverMissingAxesAndAxesOfExtentOne() {
        assertEquals(
                Tensor.of(new double[][] {{7 + 448}, {56 + 3584}}),
                sumTo(Node.constant(X), Shape.of(2, 1)).value());
    }

    @Test
    void theCotangentIsRepeated() {
        double[][] page = {{5, 5, 5}, {-6, -6, -6}};
        assertEquals(
                Tensor.of(new double[][][] {page, page}),
                Derivatives.vjp(x -> sumTo(x, Shape.of(2, 1))).at(X, Tensor.of(new double[][] {{5}, {-6}})));
    }

    @Test
    void theSumOfNoElementsIsZero() {
        Node empty = Node.constant(Tensor.zeros(Shape.of(2, 0)));
        assertEquals(Tensor.zeros(Shape.of(2, 1)), sumTo(empty, Shape.of(2, 1)).value());
    }

    @Test
    void aShapeThatDoesNotBroadcastToThePrimalsIsRefused() {
        assertRefused(
                "SumTo[shape=[2, 2, 2, 3]] of [[2, 2, 3]]: "
                        + "shape [2, 2, 3] is not summed to [2, 2, 2, 3], which does not broadcast to it",
                () -> sumTo(Node.constant(X), Shape.of(2, 2, 2, 3)));
    }
}
