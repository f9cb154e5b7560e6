package io.github.gradtape.nn;

import io.github.gradtape.tape.Node;
import java.util.List;

/**
 * A step of a network: how its output is computed from its input, and which parameters that takes.
 *
 * <p>A layer is best written as a record of its settings. The values of its parameters are not in it but in the {@link Model};
 * it asks the {@link Pass} for them by the names it gave them. All built-in layers take a batch: samples along axis 0.
 */
public interface Layer {

    /**
     * Computes the output.
     *
     * @param x the input, a batch
     * @param pass what this pass through the network knows: the parameters, and whether it is one of training
     * @return the output
     * @throws IllegalArgumentException if the input has not the shape this layer takes
     */
    Node apply(Node x, Pass pass);

    /**
     * The parameters of this layer.
     *
     * @return the parameters, always the same; none unless the layer says otherwise
     */
    default List<Parameter> parameters() {
        return List.of();
    }
}
