package io.github.gradtape.nn;

import static io.github.gradtape.data.Refusals.assertRefused;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.data.SafetensorsFile;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {

    private static final Tensor ROW = Tensor.of(new double[][] {{1, -0.0}});

    /** A layer of a user's own: y = a x³. */
    private record Cube() implements Layer {
        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("a", Shape.SCALAR, Initialiser.ONES));
        }

        @Override
        public Node apply(Node x, Pass pass) {
            return x;
        }
    }

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("model.safetensors");
    }

    private static Model linear() {
        return Model.of(new Linear(2, 1), Map.of("weight", ROW, "bias", Tensor.of(Double.MIN_VALUE)));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsTooDeepToBeReadBackIsNotNoted(UnaryOperator<Layer> deepen) throws IOException {
        Layer layer = Activation.TANH;
        for (int depth = 2; depth <= 100; depth++) {
            layer = deepen.apply(layer);
        }
        new ModelFile(Model.of(layer, Map.of()), Map.of()).write(file);
        assertEquals(layer, ModelFile.read(file).model().layer());
        Layer deeper = deepen.apply(layer);
        new ModelFile(Model.of(deeper, Map.of()), Map.of()).write(file);
        assertRefused(
                file,
                "does not tell its layers by a note \"network\" in its metadata: the network must be given when it is read",
                () -> ModelFile.read(file));
        assertEquals(deeper, ModelFile.read(file, deeper).model().layer());
    }

    static Stream<UnaryOperator<Layer>> whatIsTooDeepToBeReadBackIsNotNoted() {
        return Stream.of(Residual::new, layer -> new Sequential(layer, Activation.RELU));
    }

    @Test
    void aModelIsReadBackToTheLastBit() throws IOException {
        Layer network = new Sequential(
                new Standardise(Shape.of(1, 6, 6)),
                new Conv2d(1, 2, 3),
                new Flatten(),
                new Residual(new Sequential(new LayerNorm(32), new Linear(32, 32, Initialiser.XAVIER))),
                new Temper());
        Model model = Model.initial(network, new SplittableRandom(1));
        new ModelFile(model, Map.of()).write(file);
        Model read = ModelFile.read(file).model();
        assertEquals(network.toString(), read.toString());
        assertEquals(
                List.copyOf(model.parameters().keySet()),
                List.copyOf(read.parameters().keySet()));
        assertEquals(model.parameters(), read.parameters());
    }

    @Test
    void aPaddingBeyondTheFiltersIsRefusedBeforeMemoryIsTaken() throws IOException {
        String network = "Conv2d[inputs=1, outputs=1, kernel=1, stride=1, padding=20000]";
        Map<String, Tensor> parameters = Map.of("weight", Tensor.ones(Shape.of(1, 1, 1, 1)), "bias", Tensor.of(0));
        new SafetensorsFile(parameters, Map.of("network", network)).write(file);
        assertRefused(
                file, "Conv2d: padding must be from 0 to below the kernel 1, was 20000", () -> ModelFile.read(file));
    }

    @Test
    void whatIsRememberedCannotBeChangedFromOutside() {
        Map<String, Tensor> mine = new HashMap<>(Map.of("weight/velocity", ROW));
        ModelFile held = new ModelFile(linear(), mine, Map.of());
        mine.clear();
        assertEquals(Map.of("weight/velocity", ROW), held.memory());
        assertThrows(UnsupportedOperationException.class, () -> held.memory().clear());
    }

    @Test
    void whatIsRememberedAndTheNotesAreReadBackToo() throws IOException {
        Map<String, Tensor> memory = Map.of("weight/velocity", ROW);
        Map<String, String> notes = Map.of("title", "\"β\"\n", "", "empty");
        new ModelFile(linear(), memory, notes).write(file);
        ModelFile read = ModelFile.read(file);
        assertEquals(memory, read.memory());
        assertEquals(notes, read.notes());
        assertEquals(Set.of("weight", "bias"), read.model().parameters().keySet());
    }

    @Test
    void othersFindTheParametersByNameAndTheLayersInTheMetadata() throws IOException {
        new ModelFile(linear(), Map.of("b", "2", "a", "1")).write(file);
        SafetensorsFile content = SafetensorsFile.read(file);
        assertEquals(linear().parameters(), content.tensors());
        assertEquals(
                "{network=Linear[inputs=2, outputs=1], a=1, b=2}",
                content.metadata().toString());
    }

    @Test
    void theSameModelAlwaysMakesTheSameBytes() throws IOException {
        new ModelFile(linear(), Map.of("a", "1", "b", "2", "c", "3")).write(file);
        Path again = folder.resolve("again");
        new ModelFile(linear(), Map.of("c", "3", "b", "2", "a", "1")).write(again);
        assertEquals(-1, Files.mismatch(file, again));
    }

    @Test
    void aFileOfAnotherLibraryIsReadForAGivenNetwork() throws IOException {
        new SafetensorsFile(linear().parameters(), Map.of("format", "pt")).write(file);
        ModelFile read = ModelFile.read(file, new Linear(2, 1));
        assertEquals(linear().parameters(), read.model().parameters());
        assertEquals(Map.of("format", "pt"), read.notes());
    }

    @Test
    void aFileThatDoesNotTellItsLayersIsRefusedUnlessTheyAreGiven() throws IOException {
        Model model = Model.initial(new Sequential(new Cube()), new SplittableRandom(1));
        new ModelFile(model, Map.of()).write(file);
        assertRefused(
                file,
                "does not tell its layers by a note \"network\" in its metadata: the network must be given when it is read",
                () -> ModelFile.read(file));
        assertEquals(
                model.parameters(), ModelFile.read(file, model.layer()).model().parameters());
    }

    @Test
    void anotherNetworkThanTheOneInTheFileIsRefused() throws IOException {
        Model model = Model.initial(new Sequential(new Linear(2, 2), Activation.RELU), new SplittableRandom(1));
        new ModelFile(model, Map.of()).write(file);
        Layer other = new Sequential(new Linear(2, 2), Activation.TANH);
        assertRefused(
                file,
                "holds the network Sequential[Linear[inputs=2, outputs=2], RELU], but is read for "
                        + "Sequential[Linear[inputs=2, outputs=2], TANH]; for its parameters alone, use "
                        + "Model.of(layer, ModelFile.read(file).model().parameters())",
                () -> ModelFile.read(file, other));
        Model remedy = Model.of(other, ModelFile.read(file).model().parameters());
        assertEquals(model.parameters(), remedy.parameters());
    }

    @Test
    void theGivenNetworkMayStartFromOtherValues() throws IOException {
        new ModelFile(linear(), Map.of()).write(file);
        Layer other = new Linear(2, 1, Initialiser.ZEROS);
        assertEquals(other, ModelFile.read(file, other).model().layer());
    }

    @Test
    void aNoteOfAnotherLibraryThatOnlyHasTheKeyIsPassedOver() throws IOException {
        for (String note : List.of("", "resnet50", "Linear(2, 1)", "Linear[inputs=2, outputs=1]\n")) {
            new SafetensorsFile(linear().parameters(), Map.of("network", note)).write(file);
            assertEquals(
                    linear().parameters(),
                    ModelFile.read(file, new Linear(2, 1)).model().parameters());
            assertRefused(
                    file,
                    "parameter weight of Linear[inputs=3, outputs=1] has shape [1, 3], was given [1, 2]",
                    () -> ModelFile.read(file, new Linear(3, 1)));
        }
    }

    private void assertRefusedAs(String fault, String network, Map<String, Tensor> tensors) throws IOException {
        new SafetensorsFile(tensors, Map.of("network", network)).write(file);
        assertRefused(file, fault, () -> ModelFile.read(file));
    }

    @Test
    void aDamagedNetworkIsRefused() throws IOException {
        assertRefusedAs(
                "network, character 15: expected more settings of Linear, found \"]\"",
                "Linear[inputs=2]",
                linear().parameters());
    }

    @Test
    void otherParametersThanTheNetworksAreRefused() throws IOException {
        assertRefusedAs(
                "no value of parameter bias of Linear[inputs=2, outputs=1], only of [weight]",
                "Linear[inputs=2, outputs=1]",
                Map.of("weight", ROW));
        assertRefusedAs("no parameter a; Flatten[] has []", "Flatten[]", Map.of("a", ROW));
        assertRefusedAs(
                "parameter weight of Linear[inputs=1, outputs=2] has shape [2, 1], was given [1, 2]",
                "Linear[inputs=1, outputs=2]",
                linear().parameters());
    }

    @Test
    void aNetworkTooLargeForAnyFileIsRefused() throws IOException {
        assertRefusedAs(
                "no value of parameter weight of Linear[inputs=2000000000, outputs=1], only of []",
                "Linear[inputs=2000000000, outputs=1]",
                Map.of());
        assertRefusedAs(
                "shape [2000000000, 2000000000]: a tensor holds at most 2147483647 elements",
                "Linear[inputs=2000000000, outputs=2000000000]",
                Map.of());
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        assertRefused(file, "there is no such file", () -> ModelFile.read(file));
        assertRefused(file, "there is no such file", () -> ModelFile.read(file, new Flatten()));
        Files.write(file, new byte[7]);
        assertRefused(file, "ends at byte 7, expected the length of the header, to byte 8", () -> ModelFile.read(file));
    }

    @Test
    void aFileThatCannotBeWrittenIsRefused() {
        assertRefused(folder, "cannot be written: is a folder", () -> new ModelFile(linear(), Map.of()).write(folder));
    }

    @Test
    void aParametersNameForSomethingRememberedIsRefused() {
        assertRefused(
                "\"weight\" to be remembered: must have a slash, to be no parameter's name",
                () -> new ModelFile(linear(), Map.of("weight", ROW), Map.of()));
    }

    @Test
    void theKeyOfTheLayersIsKeptForThem() {
        assertRefused(
                "a note \"network\": this key is kept for the layers",
                () -> new ModelFile(linear(), Map.of("network", "mine")));
    }
}
