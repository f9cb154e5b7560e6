package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.util.function.Function;

/** A function's value together with its gradient, both from one evaluation, as a function of the point. */
@FunctionalInterface
public interface ValueAndGrad extends Function<Node, ValueAndGrad.Result<Node>> {

    /**
     * A value and the gradient there.
     *
     * @param <T> nodes or tensors
     * @param value the scalar value
     * @param gradient the gradient, of the point's shape
     */
    record Result<T>(T value, T gradient) {}

    /**
     * Value and gradient at a node, recorded wherever that node or anything else the function uses is.
     *
     * @param x the point
     * @return both
     */
    @Override
    Result<Node> apply(Node x);

    /**
     * Value and gradient at a point.
     *
     * @param x the point
     * @return both
     */
    default Result<Tensor> at(Tensor x) {
        Result<Node> nodes = apply(Node.constant(x));
        return new Result<>(nodes.value().value(), nodes.gradient().value());
    }
}
