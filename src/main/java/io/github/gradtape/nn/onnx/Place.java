package io.github.gradtape.nn.onnx;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;

/**
 * Where the nodes of a layer go.
 *
 * @param graph the graph
 * @param name the layer's place in the network, as in {@code 1.0}; empty for the network itself
 */
record Place(Graph graph, String name) {

    Place in(int position) {
        return new Place(graph, prefix() + position);
    }

    private String prefix() {
        return name.isEmpty() ? "" : name + ".";
    }

    /** The full name of one of the layer's parameters. */
    String parameter(String parameter) {
        return prefix() + parameter;
    }

    String number(String constant, double value) {
        return graph.constant(name, constant, Tensor.scalar(value));
    }

    String numbers(String constant, double... values) {
        return graph.constant(name, constant, Tensor.of(values));
    }

    String integers(String constant, Shape shape, long... values) {
        return graph.constant(name, constant, shape, values);
    }

    String integers(String constant, long... values) {
        return integers(constant, Shape.of(values.length), values);
    }

    String node(String op, String x, Protobuf... attributes) {
        return graph.node(name, op, List.of(x), attributes);
    }

    String node(String op, String a, String b, Protobuf... attributes) {
        return graph.node(name, op, List.of(a, b), attributes);
    }

    String node(String op, String a, String b, String c, Protobuf... attributes) {
        return graph.node(name, op, List.of(a, b, c), attributes);
    }
}
