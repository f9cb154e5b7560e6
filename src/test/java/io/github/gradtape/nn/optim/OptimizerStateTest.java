package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerStateTest {

    @Test
    void startsWithNoStepsAndNothingToRemember() {
        Map<String, Tensor> parameters = Map.of("w", Tensor.of(1));
        assertEquals(new OptimizerState(0, parameters, Map.of()), OptimizerState.start(parameters));
    }

    @Test
    void keepsTheOrderOfItsParameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        List.of("z", "a", "m").forEach(name -> parameters.put(name, Tensor.of(1)));
        OptimizerState state = new Sgd(0.1).step(OptimizerState.start(parameters), Map.of("m", Tensor.of(1)));
        assertEquals(List.of("z", "a", "m"), List.copyOf(state.parameters().keySet()));
    }

    @Test
    void cannotBeChangedFromOutside() {
        Map<String, Tensor> parameters = new HashMap<>(Map.of("w", Tensor.of(1)));
        OptimizerState state = new OptimizerState(1, parameters, parameters);
        parameters.clear();
        assertEquals(Map.of("w", Tensor.of(1)), state.parameters());
        assertEquals(Map.of("w", Tensor.of(1)), state.memory());
        assertThrows(
                UnsupportedOperationException.class, () -> state.parameters().clear());
        assertThrows(UnsupportedOperationException.class, () -> state.memory().clear());
    }

    @Test
    void aNegativeNumberOfStepsIsRefused() {
        assertRefused(
                "an optimizer's state after -1 steps: must not be negative",
                () -> new OptimizerState(-1, Map.of(), Map.of()));
    }
}
