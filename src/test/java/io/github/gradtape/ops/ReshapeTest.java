package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.reshape;
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

class ReshapeTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Reshape.class);
    }

    private static final Tensor X = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void elementsKeepTheirRowMajorOrder() {
        assertEquals(
                Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}),
                reshape(Node.constant(X), Shape.of(3, 2)).value());
    }

    @Test
    void theCotangentTakesThePrimalsShape() {
        assertEquals(
                Tensor.of(new double[][] {{7, 8, 9}, {10, 11, 12}}),
                Derivatives.vjp(x -> reshape(x, Shape.of(6))).at(X, Tensor.of(7, 8, 9, 10, 11, 12)));
    }

    @Test
    void aShapeOfAnotherNumberOfElementsIsRefused() {
        assertRefused(
                "Reshape[shape=[4]] of [[2, 3]]: shape [2, 3] of 6 elements cannot be reshaped to [4], which holds 4",
                () -> reshape(Node.constant(X), Shape.of(4)));
    }
}
