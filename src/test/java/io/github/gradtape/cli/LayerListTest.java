package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.nn.Layer;
import io.github.gradtape.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerListTest {

    @Test
    void unitsAreLinearLayersEachWithItsActivation() {
        assertEquals(
                "Sequential[Linear[inputs=4, outputs=8], RELU, Linear[inputs=8, outputs=6], RELU, "
                        + "Linear[inputs=6, outputs=3]]",
                network("8, 6", Shape.of(4), 3).toString());
    }

    @Test
    void noneIsSoftmaxRegression() {
        assertEquals(
                "Sequential[Flatten[], Linear[inputs=784, outputs=10]]",
                network("none", Shape.of(28, 28), 10).toString());
    }

    @Test
    void filtersTakeGreyImagesAsOneChannel() {
        assertEquals(
                "Sequential[Unflatten[sample=[1, 28, 28]], Conv2d[inputs=1, outputs=8, kernel=5, stride=1, padding=0], RELU, "
                        + "MaxPool2d[size=2], Conv2d[inputs=8, outputs=16, kernel=5, stride=1, padding=0], RELU, "
                        + "MaxPool2d[size=2], Flatten[], Linear[inputs=256, outputs=10]]",
                network("8@5,pool,16@5,pool", Shape.of(28, 28), 10).toString());
    }

    @Test
    void filtersLargerThanTheImageAreRefused() {
        assertRefused(
                "3@5 takes images of at least 5 x 5, but what comes to it has 4 x 4", "8@5,pool,3@5", Shape.of(12, 12));
    }

    @Test
    void filtersAfterUnitsAreRefused() {
        assertRefused("3@5 takes images, but what comes to it is of shape [64] a sample", "64,3@5", Shape.of(28, 28));
    }

    @Test
    void anEmptyItemIsRefused() {
        assertRefused(
                "\"\" is no layer; expected a number of units up to 999999999 as in 64, filters and their size as in 8@5, pool, or none alone",
                "64,",
                Shape.of(4));
    }

    private static void assertRefused(String message, String layers, Shape sample) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> network(layers, sample, 2))
                        .getMessage());
    }

    private static Layer network(String layers, Shape sample, int classes) {
        return LayerList.network(layers, ActivationChoice.RELU, List.of(), sample, classes);
    }
}
