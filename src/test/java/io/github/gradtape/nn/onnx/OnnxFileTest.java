package io.github.gradtape.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtException;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.Standardiser;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.BuiltInLayers;
import io.github.gradtape.nn.Conv2d;
import io.github.gradtape.nn.Dropout;
import io.github.gradtape.nn.Embedding;
import io.github.gradtape.nn.Flatten;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.LayerNorm;
import io.github.gradtape.nn.LeakyRelu;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.MaxPool2d;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Pass;
import io.github.gradtape.nn.Residual;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.Softmax;
import io.github.gradtape.nn.Standardise;
import io.github.gradtape.nn.Temper;
import io.github.gradtape.nn.Unflatten;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileTest {

    /** Some roundings, relative to numbers beyond 1; of thousands of random networks the worst was off by 6e-14. */
    private static final double ROUNDING = 1e-12;

    private static final int FEATURES = 6;

    /** Each built-in layer with a batch that it takes. */
    private static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(Activation.LINEAR, Shape.of(50, 4)),
                Arguments.of(Activation.SIGMOID, Shape.of(50, 4)),
                Arguments.of(Activation.TANH, Shape.of(50, 4)),
                Arguments.of(Activation.RELU, Shape.of(50, 4)),
                Arguments.of(Activation.GELU, Shape.of(50, 4)),
                Arguments.of(Activation.SILU, Shape.of(50, 4)),
                Arguments.of(new Conv2d(3, 4, 3), Shape.of(2, 3, 7, 8)),
                Arguments.of(new Conv2d(3, 4, 3, 2, 2), Shape.of(2, 3, 7, 8)),
                Arguments.of(new Dropout(0.5), Shape.of(2, 3)),
                Arguments.of(new Embedding(5, 3), Shape.of(4, 6)),
                Arguments.of(new Flatten(), Shape.of(2, 3, 4)),
                Arguments.of(new LayerNorm(7), Shape.of(5, 3, 7)),
                Arguments.of(new LeakyRelu(-0.1), Shape.of(5, 4)),
                Arguments.of(new Linear(7, 3), Shape.of(5, 7)),
                Arguments.of(new Linear(7, 3), Shape.of(5, 2, 7)),
                Arguments.of(new MaxPool2d(2), Shape.of(2, 3, 7, 8)),
                Arguments.of(new Residual(Activation.TANH), Shape.of(2, 3)),
                Arguments.of(new Sequential(), Shape.of(2, 3)),
                Arguments.of(new Softmax(), Shape.of(2, 3, 4)),
                Arguments.of(new Standardise(Shape.of(3, 4)), Shape.of(2, 3, 4)),
                Arguments.of(new Temper(), Shape.of(2, 3)),
                Arguments.of(new Unflatten(Shape.of(1, 4, 3)), Shape.of(2, 3, 4)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void onnxruntimeComputesEveryLayerAlike(Layer layer, Shape batch) throws OrtException {
        assertAgrees(scattered(layer), input(layer, batch));
    }

    @Test
    void geluIsExactFromTailToTail() throws OrtException {
        Tensor x = Tensor.adopt(
                Shape.of(8001),
                IntStream.rangeClosed(-4000, 4000).mapToDouble(i -> i / 100.0).toArray());
        assertAgrees(scattered(Activation.GELU), x);
    }

    @Test
    void rowsFarFromZeroAreNormalisedAlike() throws OrtException {
        assertAgrees(scattered(new LayerNorm(3)), Tensor.of(new double[][] {{1e15, 1e15 + 1, 1e15 + 3}}));
    }

    @Test
    void noBuiltInLayerIsForgotten() throws URISyntaxException {
        Stream<Layer> tried = layers().map(arguments -> (Layer) arguments.get()[0]);
        assertEquals(BuiltInLayers.all(), BuiltInLayers.of(tried));
    }

    @Test
    void onnxruntimeComputesAConvolutionalNetworkAlike() throws OrtException {
        Layer network = new Sequential(
                new Unflatten(Shape.of(1, 28, 28)),
                new Conv2d(1, 8, 5),
                Activation.RELU,
                new MaxPool2d(2),
                new Conv2d(8, 16, 5),
                Activation.RELU,
                new MaxPool2d(2),
                new Flatten(),
                new Linear(256, 10));
        Model model = Model.initial(network, new SplittableRandom(1));
        assertAgrees(model, Tensor.uniform(Shape.of(20, 28, 28), 0, 1, new SplittableRandom(2)));
    }

    @Test
    void onnxruntimeComputesAPerceptronWithItsScalesAlike() throws OrtException {
        Tensor x = Tensor.normal(Shape.of(30, 4), 5, 3, new SplittableRandom(3));
        Layer network = new Sequential(
                new Standardise(Standardiser.of(x)),
                new Linear(4, 16),
                Activation.TANH,
                new Dropout(0.5),
                new Linear(16, 3),
                new Temper(),
                new Softmax());
        Model model = Model.initial(network, new SplittableRandom(1)).with(Map.of("5.beta", Tensor.scalar(0.7)));
        assertAgrees(model, x);
    }

    @Test
    void onnxruntimeComputesResidualsInOneAnotherAlike() throws OrtException {
        Layer inner = new Residual(new Sequential(new Linear(FEATURES, FEATURES), new LayerNorm(FEATURES)));
        Layer network = new Residual(new Sequential(inner, Activation.SILU, new Residual(Activation.LINEAR), inner));
        assertAgrees(scattered(network), input(network, Shape.of(9, FEATURES)));
    }

    /** Some orders of layers make onnxruntime take a faster way through several at once, which may be one for floats alone. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void onnxruntimeComputesLayersInAnyOrderAlike(int rank) throws OrtException {
        for (int seed = 0; seed < 60; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            List<Layer> layers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                layers.add(anyLayer(random));
            }
            Layer network = new Sequential(layers);
            Shape batch = rank == 2 ? Shape.of(4, FEATURES) : Shape.of(4, 3, FEATURES);
            assertAgrees(scattered(network), input(network, batch));
        }
    }

    private static Layer anyLayer(RandomGenerator random) {
        List<Layer> layers = List.of(
                Activation.GELU,
                Activation.RELU,
                Activation.SIGMOID,
                Activation.SILU,
                Activation.TANH,
                new LayerNorm(FEATURES),
                new LeakyRelu(0.2),
                new Linear(FEATURES, FEATURES),
                new Linear(FEATURES, FEATURES),
                new Linear(FEATURES, FEATURES),
                new Residual(new Linear(FEATURES, FEATURES)),
                new Softmax(),
                new Temper());
        return layers.get(random.nextInt(layers.size()));
    }

    @Test
    void oneFileTakesAnyNumberOfSamples() throws OrtException {
        Model model = scattered(new Sequential(new Conv2d(2, 3, 3), new Flatten(), new Linear(12, 2)));
        byte[] bytes = OnnxFile.message(model, Shape.of(2, 4, 4)).toByteArray();
        for (int n : new int[] {1, 5}) {
            Tensor x = input(model.layer(), Shape.of(n, 2, 4, 4));
            assertClose(model.apply(x), Onnxruntime.run(bytes, x));
        }
    }

    /** ModelProto, computed by hand from the numbers of its fields. */
    @Test
    void theBytesAreThoseOfTheFormat() {
        Model model = Model.of(new Sequential(new Temper()), Map.of("0.beta", Tensor.scalar(2)));
        String expected = String.join(
                " ",
                "08 07", // ir_version
                "12 08 67 72 61 64 74 61 70 65", // producer_name: gradtape
                "3a 67", // graph
                "0a 1a", // . node
                "0a 01 78", // . . input: x
                "0a 06 30 2e 62 65 74 61", // . . input: 0.beta
                "12 01 79", // . . output: y
                "1a 05 30 2f 4d 75 6c", // . . name: 0/Mul
                "22 03 4d 75 6c", // . . op_type: Mul
                "12 07 6e 65 74 77 6f 72 6b", // . name: network
                "2a 14", // . initializer, without a dim
                "10 0b", // . . data_type: DOUBLE
                "42 06 30 2e 62 65 74 61", // . . name: 0.beta
                "4a 08 00 00 00 00 00 00 00 40", // . . raw_data: 2.0
                "5a 14", // . input
                "0a 01 78", // . . name: x
                "12 0f 0a 0d", // . . type: tensor_type
                "08 0b", // . . . elem_type: DOUBLE
                "12 09", // . . . shape
                "0a 03 12 01 6e", // . . . . dim, dim_param: n
                "0a 02 08 02", // . . . . dim, dim_value: 2
                "62 14 0a 01 79 12 0f 0a 0d 08 0b 12 09 0a 03 12 01 6e 0a 02 08 02", // . output: y, the same
                "42 04 0a 00 10 0d"); // opset_import: the domain of ONNX itself, version 13
        byte[] bytes = OnnxFile.message(model, Shape.of(2)).toByteArray();
        assertEquals(expected, HexFormat.ofDelimiter(" ").formatHex(bytes));
    }

    @Test
    void theFileHoldsTheModel(@TempDir Path folder) throws IOException, OrtException {
        Path file = folder.resolve("model.onnx");
        Model model = scattered(new Sequential(new Linear(2, 3), Activation.TANH));
        OnnxFile.write(file, model, Shape.of(2));
        Tensor x = input(model.layer(), Shape.of(5, 2));
        assertClose(model.apply(x), Onnxruntime.run(Files.readAllBytes(file), x));
    }

    @Test
    void aFileThatCannotBeWrittenIsRefused(@TempDir Path folder) {
        Path file = folder.resolve("none").resolve("model.onnx");
        DataFileException refusal =
                assertThrows(DataFileException.class, () -> OnnxFile.write(file, scattered(new Temper()), Shape.of(2)));
        assertEquals(file + ": cannot be written: there is no folder " + file.getParent(), refusal.getMessage());
    }

    /** A layer of a user's own. */
    private record Cube() implements Layer {
        @Override
        public Node apply(Node x, Pass pass) {
            return x;
        }
    }

    @Test
    void aLayerOfOnesOwnIsRefusedByName() {
        Model model = scattered(new Sequential(new Linear(2, 2), new Residual(new Cube())));
        assertRefused(
                "Cube[] cannot be written as ONNX: " + Cube.class.getName() + " is not a built-in layer", model, 2);
    }

    @Test
    void samplesThatTheModelDoesNotTakeAreRefused() {
        assertRefused(
                "layer 1, Linear[inputs=3, outputs=2] of [1, 4]: the last axis must have extent 3",
                scattered(new Sequential(Activation.TANH, new Linear(3, 2))),
                4);
    }

    @Test
    void moreNumbersThanAProtocolBufferHoldsAreRefused() {
        OnnxFile.requireRoom(1 << 27);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> OnnxFile.requireRoom(1 << 28));
        assertEquals(
                "the model's parameters are 268435456 numbers, but a file of ONNX, a protocol buffer of at most 2 GB,"
                        + " takes 268304383",
                refusal.getMessage());
    }

    private static void assertRefused(String message, Model model, int features) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> OnnxFile.message(model, Shape.of(features)));
        assertEquals(message, refusal.getMessage());
    }

    /** The layer with parameters around 1: those it starts from may hide a wrong formula, as a bias of 0 does. */
    private static Model scattered(Layer layer) {
        RandomGenerator random = new SplittableRandom(11);
        Map<String, Tensor> values = new LinkedHashMap<>();
        layer.parameters().forEach(it -> values.put(it.name(), Tensor.uniform(it.shape(), 0.2, 1.2, random)));
        return Model.of(layer, values);
    }

    private static Tensor input(Layer layer, Shape batch) {
        RandomGenerator random = new SplittableRandom(7);
        return layer instanceof Embedding embedding
                ? Elementwise.map(Tensor.uniform(batch, 0, embedding.entries(), random), Math::floor)
                : Tensor.normal(batch, 0, 2, random);
    }

    private static void assertAgrees(Model model, Tensor x) throws OrtException {
        byte[] bytes = OnnxFile.message(model, x.shape().without(0)).toByteArray();
        assertClose(model.apply(x), Onnxruntime.run(bytes, x));
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertEquals(expected.shape(), actual.shape());
        double[] scaled = expected.toArray();
        double[] found = actual.toArray();
        for (int i = 0; i < scaled.length; i++) {
            double scale = Math.max(1, Math.abs(scaled[i]));
            scaled[i] /= scale;
            found[i] /= scale;
        }
        assertArrayEquals(scaled, found, ROUNDING);
    }
}
