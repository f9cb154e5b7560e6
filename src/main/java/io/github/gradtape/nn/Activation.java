package io.github.gradtape.nn;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import java.util.function.UnaryOperator;

/** A layer without settings and parameters that changes every number for itself. */
public enum Activation implements Layer {

    /** y = x. */
    LINEAR(x -> x),
    /** y = 1 / (1 + exp(−x)), the logistic function. */
    SIGMOID(Ops::sigmoid),
    /** y = tanh x. */
    TANH(Ops::tanh),
    /** y = max(0, x). */
    RELU(Ops::relu),
    /** y = x Φ(x), where Φ is the normal distribution function. */
    GELU(Ops::gelu),
    /** y = x / (1 + exp(−x)). */
    SILU(Ops::silu);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
    private final UnaryOperator<Node> function;

    Activation(UnaryOperator<Node> function) {
        this.function = function;
    }

    @Override
    public Node apply(Node x, Pass pass) {
        return function.apply(x);
    }
}
