package io.github.gradtape.nn;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;

/**
 * Gives each sample a shape: grey images [n, 28, 28], say, one channel each, [n, 1, 28, 28].
 *
 * @param sample the shape of a sample of the output, which has as many elements as one of the input
 */
public record Unflatten(Shape sample) implements Layer {

    @Override
    public Node apply(Node x, Pass pass) {
        return Ops.reshape(x, sample.inserting(0, x.shape().extent(0)));
    }
}
