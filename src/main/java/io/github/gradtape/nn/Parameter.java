package io.github.gradtape.nn;

import io.github.gradtape.tensor.Shape;
import java.util.List;

/**
 * A value that a layer learns: its name, its shape and what it starts from.
 *
 * @param name its name within the layer
 * @param shape its shape
 * @param initialiser what it starts from
 */
public record Parameter(String name, Shape shape, Initialiser initialiser) {

    /**
     * The parameters of a layer within another: {@code weight} of the layer {@code 0} is {@code 0.weight}.
     *
     * @param layer what the outer layer calls the inner one, and asks {@link Pass#in} for
     * @param parameters the parameters of the inner layer
     * @return the same with longer names
     */
    public static List<Parameter> in(String layer, List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new Parameter(layer + "." + parameter.name, parameter.shape, parameter.initialiser))
                .toList();
    }
}
