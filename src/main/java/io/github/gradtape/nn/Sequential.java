package io.github.gradtape.nn;

import io.github.gradtape.tape.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Layers one after the other, named by their positions: the parameters of the first are {@code 0.weight} and so on.
 *
 * <p>A layer that refuses its input is named in the message: {@code layer 2.0, Linear[inputs=4, outputs=3] of [8, 5]: …} is the
 * first one of the third, which is itself a sequence.
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
            y = placed(layers.get(i), y, pass.in(Integer.toString(i)));
        }
        return y;
    }

    /** What a layer has refused whose place is told already: those around it have nothing to add. */
    private static final class PlacedException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        PlacedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The output of a layer within others, whose place the pass knows. */
    static Node placed(Layer layer, Node x, Pass pass) {
        try {
            return layer.apply(x, pass);
        } catch (PlacedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String fault = String.valueOf(e.getMessage());
            throw new PlacedException(
                    "layer " + pass.place() + ", " + (fault.startsWith(layer.toString()) ? "" : layer + ": ") + fault,
                    e);
        }
    }

    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(", ", "Sequential[", "]"));
    }
}
