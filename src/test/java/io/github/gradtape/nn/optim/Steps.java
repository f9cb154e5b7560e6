package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/** A single weight on its way. */
final class Steps {

    private Steps() {}

    /** Where 1 comes to by these gradients, after every step. */
    static double[] fromOne(Optimizer optimizer, double... gradients) {
        OptimizerState state = OptimizerState.start(Map.of("w", Tensor.scalar(1)));
        double[] weights = new double[gradients.length];
        for (int i = 0; i < gradients.length; i++) {
            state = optimizer.step(state, Map.of("w", Tensor.scalar(gradients[i])));
            weights[i] = state.parameters().get("w").item();
        }
        return weights;
    }
}
