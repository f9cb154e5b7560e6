package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
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

class MultiplyTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Multiply.class);
    }

    @Test
    void multipliesWithBroadcasting() {
        Node product =
                multiply(Node.constant(Tensor.of(new double[][] {{1}, {2}})), Node.constant(Tensor.of(10, 20, 30)));
        assertEquals(Tensor.of(new double[][] {{10, 20, 30}, {20, 40, 60}}), product.value());
    }

    @Test
    void cotangentsAreSummedOverRepeatedAxes() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{1}, {2}}));
        Node b = tape.leaf(Tensor.of(10, 20, 30));
        Gradients gradients = tape.backward(multiply(a, b), Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(Tensor.of(new double[][] {{140}, {320}}), gradients.of(a));
        assertEquals(Tensor.of(9, 12, 15), gradients.of(b));
    }

    @Test
    void aProductOfANodeWithItselfHasBothCotangents() {
        assertArrayEquals(new double[] {6, -4}, first(x -> multiply(x, x), 3, -2));
        assertArrayEquals(new double[] {2, 2}, second(x -> multiply(x, x), 3, -2));
    }
}
