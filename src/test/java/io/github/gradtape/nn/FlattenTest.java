package io.github.gradtape.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FlattenTest {

    @Test
    void makesARowOfEverySample() {
        Tensor x = Layers.numbers(2, 3, 4);
        assertEquals(Layout.reshape(x, Shape.of(2, 12)), Layers.output(new Flatten(), x));
    }

    @Test
    void makesARowOfASampleThatIsANumber() {
        assertEquals(Tensor.of(new double[][] {{1}, {2}}), Layers.output(new Flatten(), Tensor.of(1, 2)));
    }

    @Test
    void leavesRowsAsTheyAre() {
        Tensor x = Layers.numbers(2, 3);
        assertEquals(x, Layers.output(new Flatten(), x));
    }

    @Test
    void hasTheGradientOfItsFormula() {
        Layers.requireGradients(new Flatten(), Layers.numbers(2, 2, 2));
    }
}
