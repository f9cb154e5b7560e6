package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.ROUNDING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SoftmaxTest {

    @Test
    void makesProbabilitiesOfTheLastAxis() {
        double log2 = Math.log(2);
        Tensor y = Layers.output(new Softmax(), Tensor.of(new double[][] {{0, log2}, {log2, log2}}));
        assertArrayEquals(new double[] {1 / 3.0, 2 / 3.0, 0.5, 0.5}, y.toArray(), ROUNDING);
    }

    @Test
    void hasTheGradientOfItsFormula() {
        Layers.requireGradients(new Softmax(), Layers.numbers(2, 4));
    }
}
