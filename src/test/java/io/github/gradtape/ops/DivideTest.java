package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DivideTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Divide.class);
    }

    @Test
    void cotangentsAreSummedOverRepeatedAxes() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{8}, {16}}));
        Node b = tape.leaf(Tensor.of(1, 2, 4));
        Node quotient = divide(a, b);
        Gradients gradients = tape.backward(quotient, Tensor.of(new double[][] {{1, 2, 4}, {1, 1, 1}}));
        assertEquals(Tensor.of(new double[][] {{8, 4, 2}, {16, 8, 4}}), quotient.value());
        assertEquals(Tensor.of(new double[][] {{3}, {1.75}}), gradients.of(a));
        assertEquals(Tensor.of(-24, -8, -3), gradients.of(b));
    }

    @Test
    void divisionByZeroFollowsIeee754() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(1, -1, 0));
        Node b = tape.leaf(Tensor.of(0, 0, 0));
        Node quotient = divide(a, b);
        Gradients gradients = tape.backward(quotient, Tensor.of(1, 1, 1));
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(Tensor.of(infinity, -infinity, Double.NaN), quotient.value());
        assertEquals(Tensor.of(infinity, infinity, infinity), gradients.of(a));
        assertEquals(Tensor.of(-infinity, infinity, Double.NaN), gradients.of(b));
    }

    @Test
    void theSquareOfTheDivisorIsNeverFormed() {
        // −a / b², where b² would be ∞ and 0
        assertUlps(2, new double[] {-0x1p-300}, first(b -> divide(Node.constant(0x1p900), b), 0x1p600));
        assertUlps(2, new double[] {-0x1p300}, first(b -> divide(Node.constant(0x1p-900), b), 0x1p-600));
    }

    @Test
    void theSecondDerivativeByTheDivisorIsTwiceTheQuotientOverItsSquare() {
        assertArrayEquals(new double[] {0.25, -0.03125}, second(b -> divide(Node.constant(1), b), 2, -4));
    }
}
