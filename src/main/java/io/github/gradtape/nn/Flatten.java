package io.github.gradtape.nn;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;

/** Makes each sample a row: [n, …] becomes [n, d]. */
public record Flatten() implements Layer {

    @Override
    public Node apply(Node x, Pass pass) {
        Shape sample = x.shape().without(0);
        return Ops.reshape(x, Shape.of(x.shape().extent(0), sample.size()));
    }
}
