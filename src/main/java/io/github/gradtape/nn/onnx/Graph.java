package io.github.gradtape.nn.onnx;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The graph of a network while it is put together: nodes in the order in which they run, and values that are given. */
final class Graph {

    static final String INPUT = "x";
    static final String OUTPUT = "y";

    private record Node(String op, List<String> inputs, String output, List<Protobuf> attributes) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<Protobuf> given = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();

    /** Adds a parameter under its own name. */
    void parameter(String name, Tensor value) {
        given.add(Proto.tensor(name, value));
    }

    /** Adds a node that computes one value of others, and tells the name of that value. */
    String node(String layer, String op, List<String> inputs, Protobuf... attributes) {
        String output = unique(layer, op);
        nodes.add(new Node(op, inputs, output, List.of(attributes)));
        return output;
    }

    String constant(String layer, String name, Tensor value) {
        String unique = unique(layer, name);
        given.add(Proto.tensor(unique, value));
        return unique;
    }

    String constant(String layer, String name, Shape shape, long... values) {
        String unique = unique(layer, name);
        given.add(Proto.tensor(unique, shape, values));
        return unique;
    }

    /** A name with a slash, which no parameter's has. */
    private String unique(String layer, String name) {
        String full = layer + "/" + name;
        int count = names.merge(full, 1, Integer::sum);
        return count == 1 ? full : full + "." + count;
    }

    /** The message, in which the last node makes the output. */
    Protobuf message(String name, Shape sample, Shape output) {
        if (nodes.isEmpty()) {
            node("", "Identity", List.of(INPUT));
        }
        String last = nodes.get(nodes.size() - 1).output;
        List<Protobuf> messages = nodes.stream()
                .map(node -> Proto.node(
                        node.output,
                        node.op,
                        node.inputs,
                        node.output.equals(last) ? OUTPUT : node.output,
                        node.attributes))
                .toList();
        return Proto.graph(name, messages, given, Proto.batch(INPUT, sample), Proto.batch(OUTPUT, output));
    }
}
