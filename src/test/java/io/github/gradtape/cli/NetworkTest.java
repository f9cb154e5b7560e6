package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final Network SMALL = new Network(List.of(
            Tensor.of(new double[][] {{1}, {-2}}),
            Tensor.of(0.5),
            Tensor.of(new double[][] {{3, -1}}),
            Tensor.of(0, 0.25)));

    @Test
    void logitsAreThoseOfTheFormula() {
        List<Node> parameters = SMALL.parameters().stream().map(Node::constant).toList();
        double hidden = Math.tanh(0.2 * 1 + 0.1 * -2 + 0.5);
        assertEquals(
                Tensor.of(new double[][] {{3 * hidden, -hidden + 0.25}}).toString(),
                Network.logits(Node.constant(Tensor.of(new double[][] {{0.2, 0.1}})), parameters)
                        .value()
                        .toString());
    }

    @Test
    void parametersHaveTheShapesOfTheLayers() {
        Network network = Network.random(5, 4, 3, new SplittableRandom(1));
        assertEquals(
                List.of(Shape.of(5, 4), Shape.of(4), Shape.of(4, 3), Shape.of(3)),
                network.parameters().stream().map(Tensor::shape).toList());
    }

    @Test
    void oneSeedAlwaysMakesTheSameNetwork() {
        assertEquals(
                Network.random(5, 4, 3, new SplittableRandom(2)), Network.random(5, 4, 3, new SplittableRandom(2)));
    }

    @Test
    void aStepGoesAgainstTheGradient() {
        Tensor one = Tensor.ones(Shape.of(2, 1));
        Network stepped =
                SMALL.descended(List.of(one, Tensor.of(2), Tensor.zeros(Shape.of(1, 2)), Tensor.of(0, -4)), 0.5);
        assertEquals(
                Tensor.of(new double[][] {{0.5}, {-2.5}}), stepped.parameters().get(0));
        assertEquals(Tensor.of(-0.5), stepped.parameters().get(1));
        assertEquals(SMALL.parameters().get(2), stepped.parameters().get(2));
        assertEquals(Tensor.of(0, 2.25), stepped.parameters().get(3));
    }

    @Test
    void aSmallStepLowersTheLoss() {
        DataSet batch =
                new DataSet("x", Tensor.of(new double[][] {{0.2, 0.1}, {-1, 1}}), Tensor.of(1, 0), List.of("a", "b"));
        Network.Step step = SMALL.step(batch, LossPath.FUSED);
        Network stepped = SMALL.descended(step.gradients(), 0.1);
        assertTrue(stepped.step(batch, LossPath.FUSED).loss() < step.loss());
    }

    @Test
    void accuracyIsTheShareOfRightAnswers() {
        Tensor x = Tensor.of(new double[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}});
        assertEquals(Tensor.of(0, 1, 1, 0), SMALL.classify(x));
        assertEquals(0.75, SMALL.accuracy(new DataSet("x", x, Tensor.of(0, 1, 1, 1), List.of("a", "b"))));
    }
}
