package io.github.gradtape.nn;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

    private static final Node ONES = Node.constant(Tensor.ones(Shape.of(100, 100)));

    private static Tensor trained(double p, Node x, long seed) {
        return Layers.train(new Dropout(p), x, seed).value();
    }

    @Test
    void doesNothingButInTraining() {
        Node x = Node.constant(Layers.numbers(3, 2));
        Pass pass = Pass.evaluating(Model.initial(new Dropout(0.5), new SplittableRandom(1)));
        assertSame(x, new Dropout(0.5).apply(x, pass));
    }

    @Test
    void letsNumbersThroughDividedByTheirChanceOrDropsThem() {
        Set<Double> values =
                Arrays.stream(trained(0.75, ONES, 1).toArray()).boxed().collect(Collectors.toSet());
        assertEquals(Set.of(0.0, 4.0), values);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void dropsTheShareThatWasAskedFor(double p) {
        Tensor dropped = Elementwise.map(trained(p, ONES, 1), y -> y == 0 ? 1 : 0);
        double fiveStandardErrors = 5 * Math.sqrt(p * (1 - p) / dropped.size());
        assertEquals(p, Reductions.mean(dropped).item(), fiveStandardErrors);
    }

    @Test
    void keepsTheExpectation() {
        double fiveStandardErrors = 5 * Math.sqrt(0.25 / 0.75 / ONES.shape().size());
        assertEquals(1, Reductions.mean(trained(0.25, ONES, 1)).item(), fiveStandardErrors);
    }

    @Test
    void dropsTheSameForTheSameGenerator() {
        assertEquals(trained(0.5, ONES, 1), trained(0.5, ONES, 1));
        assertNotEquals(trained(0.5, ONES, 1), trained(0.5, ONES, 2));
    }

    @Test
    void twoInARowDropIndependently() {
        Tensor y = Layers.train(new Sequential(new Dropout(0.5), new Dropout(0.5)), ONES, 1)
                .value();
        Tensor kept = Elementwise.map(y, v -> v == 0 ? 0 : 1);
        double fiveStandardErrors = 5 * Math.sqrt(0.25 * 0.75 / kept.size());
        assertEquals(0.25, Reductions.mean(kept).item(), fiveStandardErrors);
    }

    @Test
    void dropsNothingForAProbabilityOfZero() {
        Tensor x = Layers.numbers(4, 4);
        assertEquals(x, trained(0, Node.constant(x), 1));
    }

    @Test
    void gradientsPassWhereNumbersDid() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.ones(Shape.of(10, 10)));
        Layer layer = new Dropout(0.5);
        Model model = Model.initial(layer, new SplittableRandom(1));
        Node y = layer.apply(x, Pass.training(model, tape, new SplittableRandom(3)));
        Tensor yBar = Layers.numbers(10, 10);
        assertEquals(
                Elementwise.multiply(yBar, y.value()), tape.backward(y, yBar, x).of(x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aProbabilityOutsideIsRefused(double p) {
        assertRefused("Dropout: p must be from 0 to below 1, was " + p, () -> new Dropout(p));
    }
}
