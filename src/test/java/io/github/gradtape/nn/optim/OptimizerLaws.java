package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every optimizer. */
interface OptimizerLaws {

    OptimizerState START =
            OptimizerState.start(Map.of("w", Tensor.of(new double[][] {{1, -2}, {0.5, 4}}), "b", Tensor.of(3)));

    /** An optimizer with all its features. */
    Optimizer optimizer(Schedule schedule);

    /** What it remembers of every parameter. */
    List<String> words();

    private static Map<String, Tensor> gradients(int step) {
        Tensor w = Tensor.of(new double[][] {{Math.sin(step), 0.25}, {-step, 0}});
        return Map.of("w", w, "b", Tensor.of(1.0 / (step + 1)));
    }

    private OptimizerState steps(OptimizerState from, int first, int end) {
        OptimizerState state = from;
        for (int step = first; step < end; step++) {
            state = optimizer(Schedule.constant(0.1)).step(state, gradients(step));
        }
        return state;
    }

    @Test
    default void isResumedBitForBit() {
        OptimizerState half = steps(START, 0, 3);
        OptimizerState read = new OptimizerState(half.steps(), half.parameters(), half.memory());
        assertEquals(steps(START, 0, 7), steps(read, 3, 7));
        assertNotEquals(
                steps(START, 0, 7).parameters(),
                steps(OptimizerState.start(half.parameters()), 3, 7).parameters(),
                "what is remembered matters");
    }

    @Test
    default void countsItsSteps() {
        assertEquals(7, steps(START, 0, 7).steps());
    }

    @Test
    default void remembersEachParameterByItsName() {
        Map<String, Tensor> memory = steps(START, 0, 1).memory();
        assertEquals(2 * words().size(), memory.size());
        for (String word : words()) {
            for (String name : List.of("w", "b")) {
                Shape shape = START.parameters().get(name).shape();
                assertEquals(
                        word.equals("steps") ? Shape.SCALAR : shape,
                        memory.get(name + "/" + word).shape());
            }
        }
    }

    @Test
    default void changesNeitherItsStateNorTheGradients() {
        OptimizerState before = steps(START, 0, 2);
        OptimizerState copy = copy(before);
        Map<String, Tensor> gradients = gradients(2);
        optimizer(Schedule.constant(0.1)).step(before, gradients);
        assertEquals(copy, before);
        assertEquals(gradients(2), gradients);
    }

    private static OptimizerState copy(OptimizerState state) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        state.parameters().forEach((name, value) -> parameters.put(name, Tensor.of(value.shape(), value.toArray())));
        Map<String, Tensor> memory = new LinkedHashMap<>();
        state.memory().forEach((name, value) -> memory.put(name, Tensor.of(value.shape(), value.toArray())));
        return new OptimizerState(state.steps(), parameters, memory);
    }

    @Test
    default void leavesParametersWithoutAGradientAsTheyAre() {
        OptimizerState before = steps(START, 0, 2);
        OptimizerState after = optimizer(Schedule.constant(0.1)).step(before, Map.of("b", Tensor.of(1)));
        assertSame(before.parameters().get("w"), after.parameters().get("w"));
        for (String word : words()) {
            assertSame(before.memory().get("w/" + word), after.memory().get("w/" + word));
        }
        assertNotEquals(before.parameters().get("b"), after.parameters().get("b"));
    }

    @Test
    default void changesEveryNumberForItself() {
        OptimizerState alone = OptimizerState.start(Map.of("w", Tensor.of(0.5)));
        for (int step = 0; step < 5; step++) {
            Tensor gradient = Tensor.of(gradients(step).get("w").get(1, 0));
            alone = optimizer(Schedule.constant(0.1)).step(alone, Map.of("w", gradient));
        }
        assertEquals(
                alone.parameters().get("w").get(0),
                steps(START, 0, 5).parameters().get("w").get(1, 0));
    }

    @Test
    default void takesTheRateOfTheStepsMadeBefore() {
        Schedule onlyTheThird = steps -> steps == 2 ? 0.1 : 0;
        Optimizer optimizer = optimizer(onlyTheThird);
        OptimizerState state = START;
        for (int step = 0; step < 5; step++) {
            Map<String, Tensor> before = state.parameters();
            state = optimizer.step(state, gradients(step));
            assertEquals(step != 2, before.equals(state.parameters()), "step " + step);
        }
    }

    @Test
    default void findsTheMinimumOfAParabola() {
        OptimizerState state = START;
        Optimizer optimizer = optimizer(Schedule.cosine(0.1, 10, 2000));
        for (int step = 0; step < 2000; step++) {
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            state.parameters().forEach((name, w) -> gradients.put(name, Elementwise.map(w, x -> x - 2)));
            state = optimizer.step(state, gradients);
        }
        double b = state.parameters().get("b").get(0);
        assertTrue(b > 1.5 && b < 2.001, "2, or somewhat less if weights decay: " + b);
    }

    @Test
    default void aGradientByNoParameterIsRefused() {
        assertRefused(
                "a gradient by c, which is no parameter",
                () -> optimizer(Schedule.constant(0.1)).step(START, Map.of("c", Tensor.of(1))));
    }

    @Test
    default void aGradientOfAnotherShapeIsRefused() {
        assertRefused(
                "the gradient by w must have its shape [2, 2], had [4]",
                () -> optimizer(Schedule.constant(0.1)).step(START, Map.of("w", Tensor.of(1, 2, 3, 4))));
    }

    @Test
    default void aMemoryOfAnotherShapeIsRefused() {
        String name = "b/" + words().get(0);
        OptimizerState state = new OptimizerState(1, START.parameters(), Map.of(name, Tensor.of(1, 2)));
        assertRefused(
                "what is remembered as " + name + " must have shape [1], had [2]",
                () -> optimizer(Schedule.constant(0.1)).step(state, Map.of("b", Tensor.of(1))));
    }
}
