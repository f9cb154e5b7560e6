package io.github.gradtape.nn;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.List;

/**
 * Logits times an inverse temperature: y = β x, so that the softmax that follows is sharper or softer.
 *
 * <p>β is 1 to begin with, and training leaves it as it is: it is fitted to samples held out, by {@code Calibration}.
 */
public record Temper() implements Layer {

    /** The name of β. */
    public static final String BETA = "beta";

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter(BETA, Shape.SCALAR, Initialiser.ONES));
    }

    @Override
    public Node apply(Node x, Pass pass) {
        return Ops.temper(x, pass.fixed(BETA));
    }
}
