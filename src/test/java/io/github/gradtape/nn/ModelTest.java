package io.github.gradtape.nn;

import static io.github.gradtape.tape.Derivatives.jacobian;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ModelTest {

    private static final Layer LAYER = new Linear(2, 1);
    private static final Layer NETWORK = new Sequential(new Linear(2, 8), Activation.TANH, new Linear(8, 3));
    private static final Tensor WEIGHT = Tensor.of(new double[][] {{3, 4}});

    /** A layer of two parameters of one name. */
    private record Twice() implements Layer {

        @Override
        public List<Parameter> parameters() {
            Parameter parameter = new Parameter("scale", Shape.SCALAR, Initialiser.ONES);
            return List.of(parameter, parameter);
        }

        @Override
        public Node apply(Node x, Pass pass) {
            return x;
        }
    }

    /** A layer whose parameter has a name that only what an optimizer remembers may have. */
    private record Slashed() implements Layer {

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("scale/velocity", Shape.SCALAR, Initialiser.ONES));
        }

        @Override
        public Node apply(Node x, Pass pass) {
            return x;
        }
    }

    private static Model of(Tensor weight, double bias) {
        return Model.of(LAYER, Map.of("bias", Tensor.of(bias), "weight", weight));
    }

    @Test
    void initialValuesAreThoseOfTheLayersInOrder() {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Tensor> expected = new LinkedHashMap<>();
        expected.put("0.weight", Initialiser.HE.values(Shape.of(8, 2), random));
        expected.put("0.bias", Tensor.zeros(Shape.of(8)));
        expected.put("2.weight", Initialiser.HE.values(Shape.of(3, 8), random));
        expected.put("2.bias", Tensor.zeros(Shape.of(3)));
        Map<String, Tensor> initial =
                Model.initial(NETWORK, new SplittableRandom(3)).parameters();
        assertEquals(expected, initial);
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(initial.keySet()));
    }

    @Test
    void theSameSeedGivesTheSameModel() {
        assertEquals(
                Model.initial(NETWORK, new SplittableRandom(3)).parameters(),
                Model.initial(NETWORK, new SplittableRandom(3)).parameters());
        assertNotEquals(
                Model.initial(NETWORK, new SplittableRandom(3)).parameters(),
                Model.initial(NETWORK, new SplittableRandom(4)).parameters());
    }

    @Test
    void computesWithItsValues() {
        assertEquals(Tensor.of(new double[][] {{3 + 8 + 5}}), of(WEIGHT, 5).apply(Tensor.of(new double[][] {{1, 2}})));
    }

    @Test
    void isAFunctionOfItsInputThatCanBeDifferentiated() {
        Model model = of(WEIGHT, 5);
        assertEquals(
                Tensor.of(Shape.of(1, 1, 1, 2), 3, 4), jacobian(model::apply).at(Tensor.of(new double[][] {{1, 2}})));
    }

    @Test
    void valuesFromElsewhereTakeTheOrderOfTheLayers() {
        assertEquals(
                List.of("weight", "bias"),
                List.copyOf(of(WEIGHT, 5).parameters().keySet()));
    }

    @Test
    void otherValuesMakeAnotherModel() {
        Model model = of(WEIGHT, 5);
        Model changed = model.with(Map.of("bias", Tensor.of(6)));
        assertEquals(Map.of("weight", WEIGHT, "bias", Tensor.of(6)), changed.parameters());
        assertEquals(Map.of("weight", WEIGHT, "bias", Tensor.of(5)), model.parameters());
        assertEquals(LAYER, changed.layer());
    }

    @Test
    void itsValuesCannotBeChangedFromOutside() {
        Map<String, Tensor> mine = new HashMap<>(Map.of("weight", WEIGHT, "bias", Tensor.of(5)));
        Model model = Model.of(LAYER, mine);
        mine.put("bias", Tensor.of(6));
        assertEquals(Tensor.of(5), model.parameters().get("bias"));
        for (Model any : List.of(model, Model.initial(LAYER, new SplittableRandom(1)))) {
            assertThrows(
                    UnsupportedOperationException.class, () -> any.parameters().put("bias", Tensor.of(6)));
        }
    }

    @Test
    void isPrintedAsItsNetwork() {
        assertEquals("Linear[inputs=2, outputs=1]", of(WEIGHT, 5).toString());
    }

    @Test
    void threadsThatShareItGetTheSameBits() throws Exception {
        Model model = Model.initial(NETWORK, new SplittableRandom(3));
        Tensor x = Layers.numbers(50, 2);
        Callable<Tensor> task = () -> {
            Tensor y = model.apply(x);
            for (int i = 0; i < 100; i++) {
                assertEquals(y, model.apply(x));
            }
            return y;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Tensor> answers = new ArrayList<>();
            for (Future<Tensor> answer : threads.invokeAll(Collections.nCopies(4, task))) {
                answers.add(answer.get());
            }
            assertEquals(Collections.nCopies(4, model.apply(x)), answers);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aMissingValueIsRefused() {
        assertRefused(
                "no value of parameter bias of Linear[inputs=2, outputs=1], only of [weight]",
                () -> Model.of(LAYER, Map.of("weight", WEIGHT)));
    }

    @Test
    void anUnknownValueIsRefused() {
        String refusal = "no parameter scale; Linear[inputs=2, outputs=1] has [weight, bias]";
        Tensor scale = Tensor.of(1);
        assertRefused(refusal, () -> of(WEIGHT, 5).with(Map.of("scale", scale)));
        assertRefused(refusal, () -> Model.of(LAYER, Map.of("weight", WEIGHT, "bias", Tensor.of(5), "scale", scale)));
    }

    @Test
    void aValueOfAnotherShapeIsRefused() {
        String refusal = "parameter weight of Linear[inputs=2, outputs=1] has shape [1, 2], was given [2]";
        assertRefused(refusal, () -> of(Tensor.of(3, 4), 5));
        assertRefused(refusal, () -> of(WEIGHT, 5).with(Map.of("weight", Tensor.of(3, 4))));
    }

    @Test
    void anInitialiserOfAnotherShapeIsRefused() {
        Layer layer = new Linear(2, 1, (shape, random) -> Tensor.of(3, 4));
        assertRefused(
                "parameter weight of Linear[inputs=2, outputs=1] has shape [1, 2], was given [2]",
                () -> Model.initial(layer, new SplittableRandom(1)));
    }

    @Test
    void whatAnInitialiserRefusesIsToldWithTheParameter() {
        Layer layer = new Linear(2, 1, (shape, random) -> Initialiser.HE.values(Shape.of(2), random));
        assertRefused(
                "parameter 0.weight of Sequential[Linear[inputs=2, outputs=1]]: a weight of shape [2] has no numbers of "
                        + "inputs and outputs to be scaled to: expected [outputs, inputs, …], none of them 0",
                () -> Model.initial(new Sequential(layer), new SplittableRandom(1)));
    }

    @Test
    void aParameterWithASlashIsRefused() {
        assertRefused(
                "Slashed[] has a parameter named scale/velocity; a name must have no slash, "
                        + "which sets apart what optimizers remember",
                () -> Model.initial(new Slashed(), new SplittableRandom(1)));
    }

    @Test
    void twoParametersOfOneNameAreRefused() {
        String refusal = "Twice[] has two parameters named scale";
        assertRefused(refusal, () -> Model.initial(new Twice(), new SplittableRandom(1)));
        assertRefused(refusal, () -> Model.of(new Twice(), Map.of()));
    }
}
