package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TextbookCrossEntropyTest {

    @Test
    void theMeanOfSeveralRowsAndItsGradientAreThoseOfTheFusedLoss() {
        double[] gradient = new double[6];
        double mean = TextbookCrossEntropy.mean(new double[] {1, -2, 0.5, 0, 3, 2}, new int[] {2, 0}, gradient);
        Tape tape = new Tape();
        Node logits = tape.leaf(Tensor.of(new double[][] {{1, -2, 0.5}, {0, 3, 2}}));
        Node loss = Ops.softmaxCrossEntropy(logits, Node.constant(Tensor.of(2, 0)));
        assertEquals(loss.value().item(), mean, 1e-15, "values near 1 round a few times");
        assertArrayEquals(tape.backward(loss).of(logits).toArray(), gradient, 1e-15);
    }
}
