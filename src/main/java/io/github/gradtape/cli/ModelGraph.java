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
import java.util.SplittableRandom;

/** The graph that a model records for one sample, with its parameters by their names. */
final class ModelGraph {

    private ModelGraph() {}

    static Graph of(Model model, Shape sample) {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.zeros(sample.inserting(0, 1)));
        Pass pass = Pass.training(model, tape, new SplittableRandom(0));
        Node logits = model.layer().apply(x, pass);
        Map<Node, String> names = new LinkedHashMap<>();
        names.put(x, "x");
        model.parameters().keySet().forEach(name -> names.put(pass.parameter(name), name));
        return Graph.of(logits).withNames(names);
    }
}
