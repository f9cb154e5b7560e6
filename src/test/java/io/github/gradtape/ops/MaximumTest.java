package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.maximum;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.pulledBack;
import static io.github.gradtape.ops.Slopes.values;
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

class MaximumTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Maximum.class);
    }

    @Test
    void cotangentsGoToTheLargerAndAreSummedOverRepeatedAxes() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{1}, {5}}));
        Node b = tape.leaf(Tensor.of(0, 3, 7));
        Node larger = maximum(a, b);
        Gradients gradients = tape.backward(larger, Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(Tensor.of(new double[][] {{1, 3, 7}, {5, 5, 7}}), larger.value());
        assertEquals(Tensor.of(new double[][] {{1}, {9}}), gradients.of(a));
        assertEquals(Tensor.of(0, 2, 9), gradients.of(b));
    }

    @Test
    void tiesShareTheCotangentEvenly() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(2, 0.0));
        Node b = tape.leaf(Tensor.of(2, -0.0));
        Gradients gradients = tape.backward(maximum(a, b), Tensor.of(3, -1));
        assertEquals(Tensor.of(1.5, -0.5), gradients.of(a));
        assertEquals(Tensor.of(1.5, -0.5), gradients.of(b));
    }

    @Test
    void aNodeWithItselfGetsTheWholeCotangent() {
        assertArrayEquals(new double[] {1, 1}, first(x -> maximum(x, x), 4, 0));
    }

    @Test
    void anInfiniteOrNanYBarDoesNotLeakToTheSmaller() {
        Node three = Node.constant(3);
        double[] yBar = {Double.POSITIVE_INFINITY, Double.NaN, Double.NEGATIVE_INFINITY};
        double[] expected = {0, 0, Double.NEGATIVE_INFINITY};
        assertArrayEquals(expected, pulledBack(yBar, x -> maximum(x, three), 1, 2, 4));
        assertArrayEquals(expected, pulledBack(yBar, x -> maximum(three, x), 1, 2, 4));
    }

    @Test
    void aNanInEitherPrimalMakesTheOutputNan() {
        double[] expected = {Double.NaN, Double.NaN};
        assertArrayEquals(expected, values(x -> maximum(x, Node.constant(Tensor.of(Double.NaN, 1))), 1, Double.NaN));
    }

    @Test
    void theCotangentGoesToTheNan() {
        double nan = Double.NaN;
        Node others = Node.constant(Tensor.of(1, nan, nan));
        assertArrayEquals(new double[] {1, 0, 0.5}, first(x -> maximum(x, others), nan, 1, nan));
        assertArrayEquals(new double[] {1, 0, 0.5}, first(x -> maximum(others, x), nan, 1, nan));
    }

    @Test
    void theZerosOfBothSignsAreATie() {
        assertArrayEquals(new double[] {0.5}, first(x -> maximum(x, Node.constant(0)), -0.0));
        assertArrayEquals(new double[] {0.5}, first(x -> maximum(x, Node.constant(-0.0)), 0));
    }
}
