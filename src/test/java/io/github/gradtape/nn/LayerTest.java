package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sigmoid;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers as users write them. */
class LayerTest {

    /** Scales every feature: one small class. */
    private record Scale(int features) implements Layer {

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("scale", Shape.of(features), Initialiser.ONES));
        }

        @Override
        public Node apply(Node x, Pass pass) {
            return multiply(x, pass.parameter("scale"));
        }
    }

    /** A layer made of others: y = value(x) ⊙ σ(gate(x)) + x. */
    private record Gated(Layer value, Layer gate) implements Layer {

        @Override
        public List<Parameter> parameters() {
            List<Parameter> parameters = new ArrayList<>(Parameter.in("value", value.parameters()));
            parameters.addAll(Parameter.in("gate", gate.parameters()));
            return parameters;
        }

        @Override
        public Node apply(Node x, Pass pass) {
            Node open = sigmoid(gate.apply(x, pass.in("gate")));
            return add(multiply(value.apply(x, pass.in("value")), open), x);
        }
    }

    @Test
    void aLayerOfOnesOwnComputesWithItsParameters() {
        assertEquals(
                Tensor.of(new double[][] {{2, 30}, {4, 50}}),
                Layers.output(new Scale(2), Tensor.of(new double[][] {{1, 3}, {2, 5}}), Tensor.of(2, 10)));
    }

    @Test
    void aLayerOfOnesOwnWorksWithinTheBuiltInOnes() {
        Layer network = new Sequential(new Linear(3, 2), new Scale(2), Activation.TANH);
        Layers.assertParameters(network, "0.weight [2, 3]", "0.bias [2]", "1.scale [2]");
        Layers.requireGradients(network, Layers.numbers(4, 3));
    }

    @Test
    void aLayerOfOnesOwnCanBeMadeOfOthers() {
        Layer layer = new Gated(new Linear(2, 2), new Scale(2));
        Layers.assertParameters(layer, "value.weight [2, 2]", "value.bias [2]", "gate.scale [2]");
        Layers.requireGradients(layer, Layers.numbers(3, 2));
    }

    @Test
    void aLayerHasNoParametersUnlessItSaysOtherwise() {
        Layer twice = (x, pass) -> add(x, x);
        assertEquals(List.of(), twice.parameters());
        assertEquals(Tensor.of(2, 4), Layers.output(twice, Tensor.of(1, 2)));
    }
}
