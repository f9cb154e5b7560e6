package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A derivative as a function of the point; being a function of nodes, it can be differentiated again. */
@FunctionalInterface
public interface Derivative extends UnaryOperator<Node> {

    /**
     * The derivative at a node, recorded wherever that node or anything else the function uses is.
     *
     * @param x the point
     * @return the derivative there
     */
    @Override
    Node apply(Node x);

    /**
     * The derivative at a point.
     *
     * @param x the point
     * @return the derivative there
     */
    default Tensor at(Tensor x) {
        return apply(Node.constant(x)).value();
    }
}
