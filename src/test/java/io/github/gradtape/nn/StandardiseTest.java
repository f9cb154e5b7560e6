package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.numbers;
import static io.github.gradtape.nn.Layers.output;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.data.Standardiser;
import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandardiseTest {

    private static final Standardiser STANDARDISER = new Standardiser(Tensor.of(1, 2), Tensor.of(2, 4));
    private static final Layer LAYER = new Standardise(STANDARDISER);
    private static final Tensor X = Tensor.of(new double[][] {{1, 2}, {5, -2}});

    @Test
    void takesTheMeanAwayAndDividesByTheDeviation() {
        assertEquals(Tensor.of(new double[][] {{0, 0}, {2, -1}}), Layers.output(LAYER, X));
    }

    @Test
    void doesWhatTheStandardiserDoes() {
        Tensor x = Layers.numbers(3, 2);
        assertEquals(STANDARDISER.apply(x), Layers.output(LAYER, x));
    }

    @Test
    void leavesSamplesAsTheyAreUnlessToldOtherwise() {
        assertEquals(X, Layers.output(new Standardise(Shape.of(2)), X));
    }

    @Test
    void trainingLeavesItsParametersAlone() {
        Model model = Model.initial(new Sequential(LAYER, new Linear(2, 1)), new SplittableRandom(1));
        Pass pass = Pass.training(model, new Tape(), new SplittableRandom(1));
        Node y = model.layer().apply(Node.constant(X), pass);
        assertEquals(Set.of("1.weight", "1.bias"), pass.gradients(sum(y)).keySet());
        Layers.assertParameters(LAYER, "mean [2]", "deviation [2]");
    }

    @Test
    void hasTheGradientOfItsFormula() {
        Model model = Model.initial(LAYER, new SplittableRandom(1));
        GradientCheck.of(model::apply).require(X);
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        String refusal = ": takes samples along axis 0, as in [1, 2]";
        assertRefused("Standardise[sample=[2]] of [5, 1]" + refusal, () -> output(LAYER, numbers(5, 1)));
        assertRefused("Standardise[sample=[2]] of [2]" + refusal, () -> output(LAYER, numbers(2)));
    }
}
