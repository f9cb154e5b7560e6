package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/** A rule by which parameters follow their gradients. */
public interface Optimizer {

    /**
     * Makes one step.
     *
     * @param state where the parameters are
     * @param gradients the gradients of the loss by parameters; those that are not named stay as they are
     * @return where all of them are after the step
     * @throws IllegalArgumentException if there is no such parameter, or a gradient or what is remembered does not fit it
     */
    OptimizerState step(OptimizerState state, Map<String, Tensor> gradients);

    /**
     * The rate of every step.
     *
     * @return the schedule
     */
    Schedule schedule();
}
