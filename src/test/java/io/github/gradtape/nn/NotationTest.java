package io.github.gradtape.nn;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NotationTest {

    private static final int DEEPEST = 100;

    /** A layer of a user's own. */
    private record Cube() implements Layer {
        @Override
        public Node apply(Node x, Pass pass) {
            return x;
        }
    }

    private static List<Layer> builtIn() {
        return List.of(
                Activation.LINEAR,
                Activation.SIGMOID,
                Activation.TANH,
                Activation.RELU,
                Activation.GELU,
                Activation.SILU,
                new Conv2d(1, 8, 5),
                new Conv2d(3, 4, 3, 2, 1),
                new Dropout(0),
                new Dropout(1e-300),
                new Dropout(0.1 + 0.2),
                new Embedding(10, 4),
                new Flatten(),
                new LayerNorm(7),
                new LeakyRelu(-0.01),
                new LeakyRelu(Double.MIN_VALUE),
                new LeakyRelu(-Double.MAX_VALUE),
                new Linear(784, 64),
                new MaxPool2d(2),
                new Residual(Activation.TANH),
                new Residual(new Residual(new Linear(2, 2))),
                new Sequential(),
                new Sequential(new Sequential(), new Linear(2, 2), new Sequential(Activation.RELU, new Softmax())),
                new Softmax(),
                new Standardise(Shape.of(28, 28)),
                new Temper(),
                new Unflatten(Shape.SCALAR),
                new Unflatten(Shape.of(5)),
                new Unflatten(Shape.of(1, 28, 28)));
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void whatABuiltInLayerPrintsIsReadBack(Layer layer) {
        assertEquals(layer, Notation.parse(layer.toString()));
        assertTrue(Notation.covers(layer));
    }

    @Test
    void whatAShapePrintsIsReadBack() {
        for (Shape shape : List.of(Shape.SCALAR, Shape.of(0), Shape.of(Integer.MAX_VALUE), Shape.of(1, 28, 28))) {
            assertEquals(shape, Notation.shape(shape.toString()));
        }
        assertRefused("expected a shape, found \"[1,2]\"", () -> Notation.shape("[1,2]"));
    }

    @Test
    void aShapeMayHaveAnyNumberOfAxes() {
        Shape shape = Shape.of(IntStream.generate(() -> 1).limit(100_000).toArray());
        assertEquals(shape, Notation.shape(shape.toString()));
        assertEquals(new Unflatten(shape), Notation.parse("Unflatten[sample=" + shape + "]"));
    }

    @Test
    void noBuiltInLayerIsForgotten() throws URISyntaxException {
        assertEquals(BuiltInLayers.all(), BuiltInLayers.of(builtIn().stream()));
    }

    @Test
    void wherePartsAreOnesOwnTheWholeIsNotCovered() {
        Layer cube = new Cube();
        for (Layer layer : List.of(
                cube, new Residual(cube), new Sequential(Activation.TANH, cube), new Residual(new Sequential(cube)))) {
            assertFalse(Notation.covers(layer), layer::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                              | 0: expected a layer, found the end
            [TANH]                          | 0: expected a layer, found "[TANH]"
            Cube[]                          | 0: expected a built-in layer, found "Cube[]"
            tanh                            | 0: expected a built-in layer, found "tanh"
            java.lang.String[]              | 0: expected a built-in layer, found "java.lang.String[]"
            TANH]                           | 4: expected the end, found "]"
            ~TANH ~                         | 4: expected the end, found " "
            Flatten                         | 7: expected [, found the end
            Flatten[x=1]                    | 8: expected ], found "x=1]"
            Linear[]                        | 7: expected more settings of Linear, found "]"
            Linear[inputs=2]                | 15: expected more settings of Linear, found "]"
            Linear[inputs=2, outputs=3, initialiser=5] | 28: expected ], found "initialiser=5]"
            Linear[outputs=3, inputs=2]     | 7: expected inputs=, found "outputs=3, inputs=2]"
            Linear[2, 3]                    | 7: expected inputs=, found "2, 3]"
            Linear[inputs=2,outputs=3]      | 15: expected , , found ",outputs=3]"
            Linear[inputs=2, outputs=3      | 26: expected , , found the end
            Linear[inputs=two, outputs=3]   | 14: expected a number, found "two, outputs=3]"
            Linear[inputs=2.5, outputs=3]   | 14: expected a number in range, found "2.5, outputs=3]"
            Linear[inputs=9999999999, outputs=3] | 14: expected a number in range, found "9999999999, outputs="
            Dropout[p=NaN]                  | 10: expected a number, found "NaN]"
            Dropout[p=1-2]                  | 10: expected a number in range, found "1-2]"
            Dropout[p=0.1, q=0.2]           | 15: expected ], found "q=0.2]"
            Unflatten[sample=5]             | 17: expected a shape, found "5]"
            Unflatten[sample=[1, -1]]       | 17: expected a shape, found "[1, -1]]"
            Unflatten[sample=[9999999999]]  | 17: expected a number in range, found "[9999999999]]"
            Unflatten[sample=[65536, 65536]] | 17: expected a number in range, found "[65536, 65536]]"
            Residual[inner=]                | 15: expected a layer, found "]"
            Sequential[TANH                 | 15: expected , , found the end
            Sequential[TANH, ]              | 17: expected a layer, found "]"
            Sequential[, TANH]              | 11: expected a layer, found ", TANH]"
            """)
    void aTextThatNoLayerPrintsIsRefused(String text, String fault) {
        assertRefused("network, character " + fault, () -> Notation.parse(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Linear[inputs=0, outputs=3] | Linear: inputs must be at least 1, was 0
            Dropout[p=1.5]              | Dropout: p must be from 0 to below 1, was 1.5
            Dropout[p=1E999]            | Dropout: p must be from 0 to below 1, was Infinity
            Residual[inner=MaxPool2d[size=-1]] | MaxPool2d: size must be at least 1, was -1
            """)
    void settingsThatALayerRefusesAreRefusedInItsWords(String text, String fault) {
        assertRefused(fault, () -> Notation.parse(text));
    }

    @Test
    void layersMayBeDeep() {
        String text = "Residual[inner=".repeat(DEEPEST - 1) + "TANH" + "]".repeat(DEEPEST - 1);
        assertEquals(text, Notation.parse(text).toString());
    }

    @Test
    void layersSideBySideMayBeAnyNumber() {
        String text = "Sequential[" + "Residual[inner=TANH], ".repeat(3 * DEEPEST) + "TANH]";
        assertEquals(text, Notation.parse(text).toString());
    }

    @Test
    void layersSoDeepThatTheStackMightOverflowAreRefused() {
        Stream.of(DEEPEST, 100_000)
                .map("Residual[inner="::repeat)
                .forEach(text -> assertRefused(
                        "network, character 1500: expected layers at most 100 deep, found "
                                + (text.length() == 1500 ? "\"TANH\"" : "\"Residual[inner=Resid\""),
                        () -> Notation.parse(text + "TANH")));
    }
}
