package io.github.gradtape.cli;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import java.util.function.BinaryOperator;

/**
 * A way through the graph from logits z and targets t to their loss.
 *
 * @param name one word
 * @param nodes the nodes passed
 * @param loss the mean loss of a batch, as a function of z and t
 */
record LossPath(String name, String nodes, BinaryOperator<Node> loss) {

    static final LossPath COMPOSED =
            new LossPath("composed", "z -> Softmax -> CrossEntropy", (z, t) -> Ops.crossEntropy(Ops.softmax(z), t));

    static final LossPath FUSED = new LossPath("fused", "z -> SoftmaxCrossEntropy", Ops::softmaxCrossEntropy);
}
