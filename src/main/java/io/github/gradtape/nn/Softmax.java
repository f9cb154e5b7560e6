package io.github.gradtape.nn;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;

/**
 * The softmax of the last axis: logits become probabilities.
 *
 * <p>A network to be trained by {@link Ops#softmaxCrossEntropy} ends with its logits instead.
 */
public record Softmax() implements Layer {

    @Override
    public Node apply(Node x, Pass pass) {
        return Ops.softmax(x, -1);
    }
}
