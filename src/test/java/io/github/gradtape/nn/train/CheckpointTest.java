package io.github.gradtape.nn.train;

import static io.github.gradtape.nn.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.optim.OptimizerState;
import io.github.gradtape.tensor.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final Model MODEL = Model.initial(new Linear(2, 1), new SplittableRandom(1));

    @Test
    void startsWithTheModelAndNothingDone() {
        Checkpoint start = Checkpoint.start(MODEL);
        assertEquals(new Checkpoint(MODEL.layer(), 0, OptimizerState.start(MODEL.parameters())), start);
        assertEquals(MODEL.parameters(), start.model().parameters());
    }

    @Test
    void parametersOfAnotherNetworkAreRefused() {
        OptimizerState state = OptimizerState.start(Map.of("weight", Tensor.of(new double[][] {{1, 2}})));
        assertRefused(
                "no value of parameter bias of Linear[inputs=2, outputs=1], only of [weight]",
                () -> new Checkpoint(MODEL.layer(), 0, state).model());
    }
}
