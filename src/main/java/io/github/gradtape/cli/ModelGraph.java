package io.github.gradtape.cli;

import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Pass;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Graph;
import java.util.LinkedHashMap;
import java.util.Map;

/** The graph that a model records for one sample, with its parameters by their names. */
final class ModelGraph {

    private ModelGraph() {}

    static Graph of(Model model, Shape sample) {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.zeros(sample.inserting(0, 1)));
        Map<String, Node> parameters = new LinkedHashMap<>();
        model.parameters().forEach((name, value) -> parameters.put(name, tape.leaf(value)));
        Node logits = model.layer().apply(x, Pass.evaluating(model, parameters));
        Map<Node, String> names = new LinkedHashMap<>(Map.of(x, "x"));
        parameters.forEach((name, leaf) -> names.put(leaf, name));
        return Graph.of(logits).withNames(names);
    }
}
