package io.github.gradtape.benchmark;

import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;

/** One gradient, printed. */
final class FirstGradient {

    private FirstGradient() {}

    public static void main(String[] args) {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(-1, -1, 1));
        System.out.println(tape.backward(softmaxCrossEntropy(z, Node.constant(Tensor.scalar(1))))
                .of(z));
    }
}
