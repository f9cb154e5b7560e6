package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.output;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ResidualTest {

    private static final Layer LAYER = new Residual(new Sequential(new Linear(2, 2), Activation.RELU));

    @Test
    void addsItsInputToWhatTheInnerLayerMakesOfIt() {
        Tensor weight = Tensor.of(new double[][] {{1, 1}, {-1, 0}});
        assertEquals(
                Tensor.of(new double[][] {{3 + 8, 5}}),
                output(LAYER, Tensor.of(new double[][] {{3, 5}}), weight, Tensor.of(0, 0)));
    }

    @Test
    void parametersKeepTheirNames() {
        Layers.assertParameters(LAYER, "0.weight [2, 2]", "0.bias [2]");
    }

    @Test
    void hasTheGradientsOfItsFormula() {
        Layers.requireGradients(new Residual(new Sequential(new Linear(3, 3), Activation.TANH)), Layers.numbers(2, 3));
    }

    @Test
    void anInnerLayerThatChangesTheShapeIsRefused() {
        assertRefused(
                "Residual[inner=Linear[inputs=2, outputs=1]]: the output of [4, 1] must have the shape of the input, [4, 2]",
                () -> output(new Residual(new Linear(2, 1)), Layers.numbers(4, 2)));
    }
}
