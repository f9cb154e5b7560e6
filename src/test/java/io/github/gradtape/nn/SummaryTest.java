package io.github.gradtape.nn;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static String summary(Layer layer, int... sample) {
        return Model.initial(layer, new SplittableRandom(1)).summary(Shape.of(sample));
    }

    @Test
    void namesEveryLayerItsOutputAndItsParameters() {
        Layer network = new Sequential(
                new Conv2d(1, 8, 5), Activation.RELU, new MaxPool2d(2), new Flatten(), new Linear(1152, 10));
        assertEquals("""
                   layer                                                       output          parameters
                   input                                                       [n, 1, 28, 28]           0
                0  Conv2d[inputs=1, outputs=8, kernel=5, stride=1, padding=0]  [n, 8, 24, 24]         208
                1  RELU                                                        [n, 8, 24, 24]           0
                2  MaxPool2d[size=2]                                           [n, 8, 12, 12]           0
                3  Flatten[]                                                   [n, 1152]                0
                4  Linear[inputs=1152, outputs=10]                             [n, 10]             11,530
                   total                                                                           11,738
                """, summary(network, 1, 28, 28));
    }

    @Test
    void namesLayersWithinLayersByTheirPath() {
        Layer network =
                new Sequential(new Sequential(new Linear(1, 2), Activation.TANH), new Residual(new Linear(2, 2)));
        assertEquals("""
                     layer                                        output  parameters
                     input                                        [n, 1]           0
                0.0  Linear[inputs=1, outputs=2]                  [n, 2]           4
                0.1  TANH                                         [n, 2]           0
                1    Residual[inner=Linear[inputs=2, outputs=2]]  [n, 2]           6
                     total                                                        10
                """, summary(network, 1));
    }

    @Test
    void ofOneLayerIsOneLine() {
        assertEquals("""
                   layer                        output  parameters
                   input                        [n, 1]           0
                   Linear[inputs=1, outputs=1]  [n, 1]           2
                   total                                         2
                """, summary(new Linear(1, 1), 1));
    }

    @Test
    void countsParametersThatTrainingLeavesAloneToo() {
        assertEquals("""
                   layer                    output  parameters
                   input                    [n, 3]           0
                0  Standardise[sample=[3]]  [n, 3]           6
                1  Temper[]                 [n, 3]           1
                   total                                     7
                """, summary(new Sequential(new Standardise(Shape.of(3)), new Temper()), 3));
    }

    @Test
    void aSampleThatTheNetworkDoesNotTakeIsRefused() {
        assertRefused(
                "Linear[inputs=2, outputs=1] of [1, 3]: the last axis must have extent 2",
                () -> summary(new Linear(2, 1), 3));
        assertRefused(
                "layer 1.0, Linear[inputs=2, outputs=1] of [1, 3]: the last axis must have extent 2",
                () -> summary(new Sequential(Activation.TANH, new Sequential(new Linear(2, 1))), 3));
    }
}
