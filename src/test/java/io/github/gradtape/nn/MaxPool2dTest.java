package io.github.gradtape.nn;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaxPool2dTest {

    private static final Layer LAYER = new MaxPool2d(2);

    @Test
    void isTheLargestNumberOfEverySquareAndLeavesOutTheRest() {
        Tensor x = Tensor.of(new double[][][][] {
            {{{1, 2, -1, -2, 9}, {4, 3, -3, -4, 9}, {9, 9, 9, 9, 9}}},
            {{{0, 0, 5, 0, 9}, {0, 1, 0, 0, 9}, {9, 9, 9, 9, 9}}}
        });
        assertEquals(Tensor.of(new double[][][][] {{{{4, -1}}}, {{{1, 5}}}}), Layers.output(LAYER, x));
    }

    @Test
    void keepsChannelsApart() {
        Tensor x = Tensor.of(new double[][][][] {{{{1, 2}, {3, 4}}, {{8, 7}, {6, 5}}}});
        assertEquals(Tensor.of(new double[][][][] {{{{4}}, {{8}}}}), Layers.output(LAYER, x));
    }

    @Test
    void equalNumbersShareTheGradient() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(new double[][][][] {{{{7, 7}, {0, 7}}}}));
        Model model = Model.initial(LAYER, new SplittableRandom(1));
        Tensor gradient = tape.backward(model.apply(x), Tensor.full(Shape.of(1, 1, 1, 1), 3), x)
                .of(x);
        assertEquals(Tensor.of(new double[][][][] {{{{1, 1}, {0, 1}}}}), gradient);
    }

    @Test
    void hasTheGradientOfItsFormula() {
        Layers.requireGradients(LAYER, Layers.numbers(2, 2, 4, 4));
    }

    @Test
    void aSizeBelowOneIsRefused() {
        assertRefused("MaxPool2d: size must be at least 1, was 0", () -> new MaxPool2d(0));
    }
}
