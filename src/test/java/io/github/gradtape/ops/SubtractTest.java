package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.subtract;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SubtractTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Subtract.class);
    }

    @Test
    void subtractsWithBroadcasting() {
        Node difference =
                subtract(Node.constant(Tensor.of(new double[][] {{1}, {2}})), Node.constant(Tensor.of(10, 20, 30)));
        assertEquals(Tensor.of(new double[][] {{-9, -19, -29}, {-8, -18, -28}}), difference.value());
    }

    @Test
    void cotangentsAreSummedOverRepeatedAxes() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{1}, {2}}));
        Node b = tape.leaf(Tensor.of(10, 20, 30));
        Gradients gradients = tape.backward(subtract(a, b), Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(Tensor.of(new double[][] {{6}, {15}}), gradients.of(a));
        assertEquals(Tensor.of(-5, -7, -9), gradients.of(b));
    }
}
