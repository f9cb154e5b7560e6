package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.output;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

    private static final Layer LAYER = new Embedding(3, 2);
    private static final Tensor WEIGHT = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});

    @Test
    void looksUpTheVectorOfEveryNumber() {
        assertEquals(Tensor.of(new double[][] {{5, 6}, {1, 2}, {5, 6}}), output(LAYER, Tensor.of(2, 0, 2), WEIGHT));
    }

    @Test
    void addsAnAxisToABatchOfAnyShape() {
        Tensor numbers = Tensor.of(new double[][] {{0, 1}, {1, 1}});
        assertEquals(Tensor.of(new double[][][] {{{1, 2}, {3, 4}}, {{3, 4}, {3, 4}}}), output(LAYER, numbers, WEIGHT));
    }

    @Test
    void gradientsOfAnEntryThatOccursMoreThanOnceAddUp() {
        Model model = Model.of(LAYER, Map.of("weight", WEIGHT));
        Pass pass = Pass.training(model, new Tape(), new SplittableRandom(1));
        Node y = LAYER.apply(Node.constant(Tensor.of(2, 0, 2)), pass);
        Tensor yBar = Tensor.of(new double[][] {{1, 10}, {100, 1000}, {0.5, 0.25}});
        assertEquals(
                Map.of("weight", Tensor.of(new double[][] {{100, 1000}, {0, 0}, {1.5, 10.25}})),
                pass.gradients(sum(multiply(y, Node.constant(yBar)))));
    }

    @Test
    void hasTheGradientOfItsFormulaByTheWeight() {
        Model model = Layers.scattered(LAYER);
        Node numbers = Node.constant(Tensor.of(2, 0, 2, 1));
        GradientCheck.of(weight -> LAYER.apply(numbers, Pass.evaluating(model, Map.of("weight", weight))))
                .require(WEIGHT);
    }

    @Test
    void hasOneVectorForEachEntry() {
        Layers.assertParameters(LAYER, "weight [3, 2]");
    }

    @Test
    void aNumberThatIsNoEntryIsRefused() {
        assertRefused(
                "Embedding[entries=3, width=2] of [1, 3]: entry 3.0 at [0, 1] is not a whole number from 0 to 2",
                () -> output(LAYER, Tensor.of(new double[][] {{0, 3, 4}}), WEIGHT));
        assertRefused(
                "Embedding[entries=3, width=2] of [1]: entry 0.5 at [0] is not a whole number from 0 to 2",
                () -> output(LAYER, Tensor.of(0.5), WEIGHT));
    }

    @Test
    void noEntriesOrWidthAreRefused() {
        assertRefused("Embedding: entries must be at least 1, was 0", () -> new Embedding(0, 2));
        assertRefused("Embedding: width must be at least 1, was 0", () -> new Embedding(2, 0));
    }
}
