package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.add;

import io.github.gradtape.tape.Node;
import java.util.List;

/**
 * A layer with a way around it: y = x + f(x) (He et al. 2016, "Deep residual learning for image recognition").
 *
 * @param inner f, whose output has the shape of its input; its parameters keep their names
 */
public record Residual(Layer inner) implements Layer {

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public Node apply(Node x, Pass pass) {
        Node y = inner.apply(x, pass);
        if (!y.shape().equals(x.shape())) {
            throw new IllegalArgumentException(
                    this + ": the output of " + y.shape() + " must have the shape of the input, " + x.shape());
        }
        return add(x, y);
    }
}
