package io.github.gradtape.nn;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A network with the values of its parameters: a function that never changes, and may be used by any number of threads. */
public final class Model {

    private final Layer layer;
    private final Map<String, Tensor> parameters;

    private Model(Layer layer, Map<String, Tensor> parameters) {
        this.layer = layer;
        this.parameters = parameters;
    }

    /**
     * A network with the values that its layers start from.
     *
     * @param layer the network
     * @param random where random values come from
     * @return the untrained model
     * @throws IllegalArgumentException if two parameters have the same name, one has a slash in it, or an initialiser refuses the
     *     shape or makes another
     */
    public static Model initial(Layer layer, RandomGenerator random) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (Parameter parameter : declared(layer).values()) {
            Tensor value = start(layer, parameter, random);
            requireShape(layer, parameter.name(), parameter.shape(), value);
            parameters.put(parameter.name(), value);
        }
        return new Model(layer, Collections.unmodifiableMap(parameters));
    }

    private static Tensor start(Layer layer, Parameter parameter, RandomGenerator random) {
        try {
            return parameter.initialiser().values(parameter.shape(), random);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "parameter " + parameter.name() + " of " + layer + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Parameter> declared(Layer layer) {
        Map<String, Parameter> declared = new LinkedHashMap<>();
        for (Parameter parameter : layer.parameters()) {
            if (parameter.name().contains("/")) {
                throw new IllegalArgumentException(layer + " has a parameter named " + parameter.name()
                        + "; a name must have no slash, which sets apart what optimizers remember");
            }
            if (declared.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException(layer + " has two parameters named " + parameter.name());
            }
        }
        return declared;
    }

    /**
     * A network with values from elsewhere.
     *
     * @param layer the network
     * @param parameters a value for each of its parameters, in any order
     * @return the model
     * @throws IllegalArgumentException if a parameter is missing, unknown or of another shape, or {@link #initial} refuses the
     *     names
     */
    public static Model of(Layer layer, Map<String, Tensor> parameters) {
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        for (Parameter parameter : declared(layer).values()) {
            Tensor value = parameters.get(parameter.name());
            if (value == null) {
                throw new IllegalArgumentException("no value of parameter " + parameter.name() + " of " + layer
                        + ", only of " + parameters.keySet());
            }
            requireShape(layer, parameter.name(), parameter.shape(), value);
            ordered.put(parameter.name(), value);
        }
        return new Model(layer, Collections.unmodifiableMap(ordered)).with(parameters);
    }

    private static void requireShape(Layer layer, String name, Shape shape, Tensor value) {
        if (!shape.equals(value.shape())) {
            throw new IllegalArgumentException(
                    "parameter " + name + " of " + layer + " has shape " + shape + ", was given " + value.shape());
        }
    }

    /**
     * The same network with other values.
     *
     * @param changed values of some or all of its parameters
     * @return the model with these, and with the values it has of the others
     * @throws IllegalArgumentException if there is no such parameter, or it is of another shape
     */
    public Model with(Map<String, Tensor> changed) {
        Map<String, Tensor> all = new LinkedHashMap<>(parameters);
        changed.forEach((name, value) -> {
            Tensor before = all.replace(name, value);
            if (before == null) {
                throw new IllegalArgumentException(
                        "no parameter " + name + "; " + layer + " has " + parameters.keySet());
            }
            requireShape(layer, name, before.shape(), value);
        });
        return new Model(layer, Collections.unmodifiableMap(all));
    }

    /**
     * The network.
     *
     * @return the layer
     */
    public Layer layer() {
        return layer;
    }

    /**
     * The values of the parameters.
     *
     * @return the values by name, in the order of the layers
     */
    public Map<String, Tensor> parameters() {
        return parameters;
    }

    /**
     * The output for a batch.
     *
     * @param x the batch
     * @return the output
     * @throws IllegalArgumentException if the batch has not the shape that the network takes
     */
    public Tensor apply(Tensor x) {
        return apply(Node.constant(x)).value();
    }

    /**
     * The output for a batch as a function of the batch: what ∂output/∂input is made from.
     *
     * @param x the batch, on a tape or not
     * @return the output, recorded on the tape of the batch
     * @throws IllegalArgumentException if the batch has not the shape that the network takes
     */
    public Node apply(Node x) {
        return layer.apply(x, Pass.evaluating(this));
    }

    /**
     * A table of the layers, the shapes of their outputs and the numbers of their parameters.
     *
     * @param sample the shape of one sample, without the batch
     * @return lines of text
     * @throws IllegalArgumentException if the network does not take such samples
     */
    public String summary(Shape sample) {
        return new Summary(this).of(sample);
    }

    /**
     * The network, without the values.
     *
     * @return the layer's text
     */
    @Override
    public String toString() {
        return layer.toString();
    }
}
