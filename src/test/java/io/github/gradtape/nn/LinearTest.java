package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.numbers;
import static io.github.gradtape.nn.Layers.output;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearTest {

    private static final Tensor WEIGHT = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    private static final Tensor BIAS = Tensor.of(10, 20);

    @Test
    void everyOutputIsItsRowOfTheWeightTimesTheInputAndItsBias() {
        Tensor x = Tensor.of(new double[][] {{1, 0, -1}, {2, -1, 0.5}});
        assertEquals(
                Tensor.of(new double[][] {{1 - 3 + 10, 4 - 6 + 20}, {2 - 2 + 1.5 + 10, 8 - 5 + 3 + 20}}),
                output(new Linear(3, 2), x, WEIGHT, BIAS));
    }

    @Test
    void mapsTheLastAxisOfAnyBatch() {
        Tensor x = Tensor.of(new double[][][] {{{1, 0, 0}, {0, 1, 0}}});
        assertEquals(Tensor.of(new double[][][] {{{11, 24}, {12, 25}}}), output(new Linear(3, 2), x, WEIGHT, BIAS));
    }

    @Test
    void hasTheParametersOfPyTorch() {
        Layers.assertParameters(new Linear(3, 2), "weight [2, 3]", "bias [2]");
    }

    @Test
    void startsFromItsInitialiserAndNoShift() {
        Model model = Model.initial(new Linear(3, 2, Initialiser.XAVIER), new SplittableRandom(5));
        assertEquals(
                Initialiser.XAVIER.values(Shape.of(2, 3), new SplittableRandom(5)),
                model.parameters().get("weight"));
        assertEquals(Tensor.of(0, 0), model.parameters().get("bias"));
    }

    @Test
    void startsFromHeUnlessToldOtherwise() {
        assertEquals(new Linear(3, 2, Initialiser.HE), new Linear(3, 2));
    }

    @Test
    void hasTheGradientsOfItsFormula() {
        Layers.requireGradients(new Linear(3, 2), numbers(4, 3));
        Layers.requireGradients(new Linear(3, 2), numbers(2, 2, 3));
    }

    @Test
    void anInputOfAnotherWidthIsRefused() {
        assertRefused(
                "Linear[inputs=3, outputs=2] of [5, 4]: the last axis must have extent 3",
                () -> output(new Linear(3, 2), numbers(5, 4)));
    }

    @Test
    void aSampleByItselfIsRefused() {
        String refusal = ": takes samples along axis 0, as in [1, 3]";
        assertRefused(
                "Linear[inputs=3, outputs=2] of [3]" + refusal, () -> output(new Linear(3, 2), Tensor.of(1, 2, 3)));
        assertRefused("Linear[inputs=3, outputs=2] of []" + refusal, () -> output(new Linear(3, 2), Tensor.scalar(1)));
    }

    @Test
    void noInputsOrOutputsAreRefused() {
        assertRefused("Linear: inputs must be at least 1, was 0", () -> new Linear(0, 2));
        assertRefused("Linear: outputs must be at least 1, was -1", () -> new Linear(2, -1));
    }
}
