package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TemperTest {

    private static final Tensor X = Tensor.of(new double[][] {{1, -2}});

    @Test
    void multipliesLogitsByBeta() {
        assertEquals(Tensor.of(new double[][] {{3, -6}}), Layers.output(new Temper(), X, Tensor.scalar(3)));
    }

    @Test
    void leavesLogitsAsTheyAreToBeginWith() {
        assertEquals(X, Layers.output(new Temper(), X));
        Layers.assertParameters(new Temper(), "beta []");
    }

    @Test
    void trainingLeavesBetaAlone() {
        Model model = Model.initial(new Sequential(new Linear(2, 2), new Temper()), new SplittableRandom(1));
        Pass pass = Pass.training(model, new Tape(), new SplittableRandom(1));
        Node y = model.layer().apply(Node.constant(X), pass);
        Map<String, Tensor> gradients = pass.gradients(sum(y));
        assertEquals(List.of("0.weight", "0.bias"), List.copyOf(gradients.keySet()));
    }

    @Test
    void hasTheGradientOfItsFormula() {
        Model model = Model.of(new Temper(), Map.of("beta", Tensor.scalar(0.5)));
        GradientCheck.of(model::apply).require(Layers.numbers(2, 3));
    }
}
