package io.github.gradtape.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What tests of layers share. */
final class Layers {

    /** Some roundings of numbers of the size of 1. */
    static final double ROUNDING = 1e-14;

    private Layers() {}

    /** Standard normal numbers, the same in every run. */
    static Tensor numbers(int... extents) {
        return Tensor.normal(Shape.of(extents), 0, 1, new SplittableRandom(7));
    }

    /** The layer with standard normal parameters: those it starts from may hide a wrong formula, as a bias of 0 does. */
    static Model scattered(Layer layer) {
        SplittableRandom random = new SplittableRandom(11);
        Map<String, Tensor> values = new LinkedHashMap<>();
        layer.parameters().forEach(it -> values.put(it.name(), Tensor.normal(it.shape(), 0, 1, random)));
        return Model.of(layer, values);
    }

    /** The layer's output, evaluated, for parameters in their order. */
    static Tensor output(Layer layer, Tensor x, Tensor... parameters) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Tensor parameter : parameters) {
            values.put(layer.parameters().get(values.size()).name(), parameter);
        }
        return Model.of(layer, values).apply(x);
    }

    /** The layer's output, evaluated, for the values that its parameters start from. */
    static Tensor output(Layer layer, Tensor x) {
        return Model.initial(layer, new SplittableRandom(1)).apply(x);
    }

    static Node train(Layer layer, Node x, long seed) {
        Model model = Model.initial(layer, new SplittableRandom(1));
        return layer.apply(x, Pass.training(model, new Tape(), new SplittableRandom(seed)));
    }

    /** Insists on the gradients by the input and by all parameters. */
    static void requireGradients(Layer layer, Tensor x) {
        Model model = scattered(layer);
        List<String> names = List.copyOf(model.parameters().keySet());
        List<Tensor> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(model.parameters().values());
        GradientCheck.ofMany(nodes -> layer.apply(nodes.get(0), pass(model, names, nodes.subList(1, nodes.size()))))
                .require(inputs.toArray(Tensor[]::new));
    }

    private static Pass pass(Model model, List<String> names, List<Node> parameters) {
        Map<String, Node> named = new LinkedHashMap<>();
        parameters.forEach(parameter -> named.put(names.get(named.size()), parameter));
        return Pass.evaluating(model, named);
    }

    /** Insists on the gradient by the input alone: for layers that have no parameter, or one that is fixed. */
    static void requireGradientByInput(Layer layer, Tensor x) {
        Model model = scattered(layer);
        GradientCheck.of(model::apply).require(x);
    }

    static void assertClose(Tensor expected, Tensor actual) {
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toArray(), actual.toArray(), ROUNDING);
    }

    static void assertParameters(Layer layer, String... namesAndShapes) {
        assertEquals(
                List.of(namesAndShapes),
                layer.parameters().stream()
                        .map(it -> it.name() + " " + it.shape())
                        .toList());
    }

    /** What an activation makes of some numbers. */
    static double[] values(Layer layer, double... x) {
        return output(layer, Tensor.of(new double[][] {x})).toArray();
    }
}
