package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters on their way, with what the optimizer remembers of the steps that led there.
 *
 * @param steps how many steps were made, not negative
 * @param parameters the values of the parameters by name
 * @param memory what the optimizer keeps for the next step: a tensor by a parameter's name, a slash and the optimizer's word for
 *     it, {@code 0.weight/velocity} for example, of the parameter's shape; a scalar if it is {@code 0.weight/steps}, how many steps
 *     this parameter has made; only {@link Adam} and {@link AdamW} share words
 */
public record OptimizerState(long steps, Map<String, Tensor> parameters, Map<String, Tensor> memory) {

    /**
     * Parameters on their way.
     *
     * @param steps how many steps were made, not negative
     * @param parameters the values of the parameters by name
     * @param memory what the optimizer keeps for the next step
     * @throws IllegalArgumentException if the number of steps is negative
     */
    public OptimizerState {
        if (steps < 0) {
            throw new IllegalArgumentException("an optimizer's state after " + steps + " steps: must not be negative");
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        memory = Collections.unmodifiableMap(new LinkedHashMap<>(memory));
    }

    /**
     * The state before the first step.
     *
     * @param parameters the values to start from
     * @return the state, with nothing to remember
     */
    public static OptimizerState start(Map<String, Tensor> parameters) {
        return new OptimizerState(0, parameters, Map.of());
    }
}
