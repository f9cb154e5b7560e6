package io.github.gradtape.nn;

import io.github.gradtape.tape.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Layers one after the other, named by their positions: the parameters of the first are {@code 0.weight} and so on.
 *
 * @param layers the layers, the first one first
 */
public record Sequential(List<Layer> layers) implements Layer {

    /**
     * Layers one after the other.
     *
     * @param layers the layers, the first one first
     */
    public Sequential {
        layers = List.copyOf(layers);
    }

    /**
     * Layers one after the other.
     *
     * @param layers the layers, the first one first
     */
    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            parameters.addAll(Parameter.in(Integer.toString(i), layers.get(i).parameters()));
        }
        return parameters;
    }

    @Override
    public Node apply(Node x, Pass pass) {
        Node y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = layers.get(i).apply(y, pass.in(Integer.toString(i)));
        }
        return y;
    }

    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(", ", "Sequential[", "]"));
    }
}
