package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.util.function.BinaryOperator;

/** The product of a derivative with a vector, as a function of the point and the vector; it can be differentiated again. */
@FunctionalInterface
public interface DirectionalDerivative extends BinaryOperator<Node> {

    /**
     * The product at a node, recorded wherever the point, the vector or anything else the function uses is.
     *
     * @param x the point
     * @param vector the vector
     * @return the product
     * @throws IllegalArgumentException if the vector has not the shape that the product asks for
     */
    @Override
    Node apply(Node x, Node vector);

    /**
     * The product at a point.
     *
     * @param x the point
     * @param vector the vector
     * @return the product
     * @throws IllegalArgumentException if the vector has not the shape that the product asks for
     */
    default Tensor at(Tensor x, Tensor vector) {
        return apply(Node.constant(x), Node.constant(vector)).value();
    }
}
