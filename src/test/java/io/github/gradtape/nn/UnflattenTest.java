package io.github.gradtape.nn;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class UnflattenTest {

    private static final Layer LAYER = new Unflatten(Shape.of(1, 2, 2));

    @Test
    void givesEverySampleAShape() {
        Tensor y = Layers.output(LAYER, Tensor.of(new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}}));
        assertEquals(Tensor.of(new double[][][][] {{{{1, 2}, {3, 4}}}, {{{5, 6}, {7, 8}}}}), y);
    }

    @Test
    void undoesFlatten() {
        Tensor x = Layers.numbers(3, 1, 2, 2);
        assertEquals(x, Layers.output(new Sequential(new Flatten(), LAYER), x));
    }

    @Test
    void hasTheGradientOfItsFormula() {
        Layers.requireGradients(LAYER, Layers.numbers(2, 4));
    }

    @Test
    void aSampleOfAnotherSizeIsRefused() {
        assertRefused(
                "Reshape[shape=[2, 1, 2, 2]] of [[2, 3]]: shape [2, 3] of 6 elements cannot be reshaped to [2, 1, 2, 2], which holds 8",
                () -> Layers.output(LAYER, Layers.numbers(2, 3)));
    }
}
