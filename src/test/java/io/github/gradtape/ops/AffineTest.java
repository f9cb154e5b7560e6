package io.github.gradtape.ops;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AffineTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Affine.class);
    }

    @Test
    void isTheShiftedProductWithItsTextbookPullbacks() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        Node w = tape.leaf(Tensor.of(new double[][] {{1, -1}, {0, 2}, {3, 1}}));
        Node b = tape.leaf(Tensor.of(0.5, -4));
        Node y = Ops.affine(x, w, b);
        Gradients gradients = tape.backward(y, Tensor.of(new double[][] {{1, 10}, {100, 1000}}));
        assertEquals(Tensor.of(new double[][] {{10.5, 2}, {22.5, 8}}), y.value());
        assertEquals(Tensor.of(new double[][] {{-9, 20, 13}, {-900, 2000, 1300}}), gradients.of(x));
        assertEquals(Tensor.of(new double[][] {{401, 4010}, {502, 5020}, {603, 6030}}), gradients.of(w));
        assertEquals(Tensor.of(101, 1010), gradients.of(b));
    }

    @Property
    void isTheSumOfTheProductAndTheBiasBitForBit(@ForAll("calls") Case call, @ForAll long seed) {
        Affine affine = (Affine) call.op();
        Tape tape = new Tape();
        Node[] primals = call.primals().stream().map(tape::leaf).toArray(Node[]::new);
        Node y = affine.apply(primals);
        Node sum = Ops.add(new Matmul(false, affine.transposeWeight()).apply(primals[0], primals[1]), primals[2]);
        Tensor yBar = Tensor.normal(y.shape(), 0, 1, new SplittableRandom(seed));
        assertEquals(sum.value(), y.value());
        Gradients ofSum = tape.backward(sum, yBar);
        Gradients ofAffine = tape.backward(y, yBar);
        for (Node primal : primals) {
            assertEquals(ofSum.of(primal), ofAffine.of(primal));
        }
    }

    @Test
    void theProductAndTheBiasAreNotFused() {
        double a = 1 + 0x1p-30;
        Tensor x = Tensor.of(new double[][] {{a}});
        Node y = Ops.affine(Node.constant(x), Node.constant(x), Node.constant(Tensor.of(-a * a)));
        assertEquals(Tensor.of(new double[][] {{0}}), y.value(), "a fused sum has the rounding error of a², 2⁻⁶⁰");
    }

    @Test
    void aBiasOfAnotherExtentIsRefused() {
        Node x = Node.constant(Tensor.zeros(Shape.of(2, 3)));
        Node w = Node.constant(Tensor.zeros(Shape.of(4, 3)));
        assertRefused(
                "Affine[XWᵀ + b] of [[2, 3], [4, 3], [2]]: a bias of shape [2] for rows of 4 numbers: must be [4]",
                () -> new Affine(true).apply(x, w, Node.constant(Tensor.of(1, 2))));
        assertRefused(
                "Affine[XWᵀ + b] of [[2, 3], [4, 3], [1, 4]]: a bias of shape [1, 4] for rows of 4 numbers: must be [4]",
                () -> new Affine(true).apply(x, w, Node.constant(Tensor.zeros(Shape.of(1, 4)))));
    }

    @Test
    void aProductThatCannotBeFormedIsRefused() {
        Node x = Node.constant(Tensor.zeros(Shape.of(2, 3)));
        assertRefused(
                "Affine[] of [[2, 3], [2, 3], [3]]: "
                        + "matmul of shapes [2, 3] and [2, 3]: the inner extents 3 and 2 must be equal",
                () -> Ops.affine(x, x, Node.constant(Tensor.of(1, 2, 3))));
    }

    @Test
    void twoPrimalsAreRefused() {
        Node x = Node.constant(Tensor.zeros(Shape.of(1, 1)));
        assertRefused(
                "Affine[] of [[1, 1], [1, 1]]: takes 3 primals, x, a weight and a bias, was given 2",
                () -> new Affine(false).apply(x, x));
    }
}
