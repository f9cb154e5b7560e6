package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AddTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Add.class);
    }

    @Test
    void addsWithBroadcasting() {
        Node sum = add(Node.constant(Tensor.of(new double[][] {{1}, {2}})), Node.constant(Tensor.of(10, 20, 30)));
        assertEquals(Tensor.of(new double[][] {{11, 21, 31}, {12, 22, 32}}), sum.value());
    }

    @Test
    void cotangentsAreSummedOverRepeatedAxes() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{1}, {2}}));
        Node b = tape.leaf(Tensor.of(10, 20, 30));
        Gradients gradients = tape.backward(add(a, b), Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(Tensor.of(new double[][] {{6}, {15}}), gradients.of(a));
        assertEquals(Tensor.of(5, 7, 9), gradients.of(b));
    }

    @Test
    void namesTheOpAndTheShapesThatDoNotBroadcast() {
        Node a = Node.constant(Tensor.of(1, 2));
        Node b = Node.constant(Tensor.of(1, 2, 3));
        assertRefused(
                "Add[] of [[2], [3]]: shapes [2] and [3] do not broadcast: "
                        + "aligned at the last axis, extents must be equal or 1, but axis -1 has 2 and 3",
                () -> add(a, b));
    }
}
