package io.github.gradtape.nn;

import static io.github.gradtape.data.Refusals.assertRefused;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {

    private static final Model MODEL = Model.of(
            new Linear(2, 2),
            Map.of("weight", Tensor.of(new double[][] {{1, 0}, {0, 1}}), "bias", Tensor.of(Math.PI, -0.0)));

    private Path file;

    @BeforeEach
    void nameTheFile(@TempDir Path folder) {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void isReadAsItWas() throws IOException {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            names.add("class " + c + ", \"β\"\n");
        }
        Model model = Model.initial(new Sequential(new Flatten(), new Linear(6, 12)), new SplittableRandom(1));
        Classifier classifier = new Classifier(model, Shape.of(1, 2, 3), names);
        names.set(0, "another");
        classifier.write(file);
        for (Classifier read : List.of(Classifier.read(file), Classifier.read(file, model.layer()))) {
            assertEquals(classifier.classNames(), read.classNames());
            assertEquals(classifier.sample(), read.sample());
            assertEquals(model.parameters(), read.model().parameters());
            assertEquals(model.layer().toString(), read.model().layer().toString());
        }
    }

    @Test
    void isReadWithSamplesOfEveryShape() throws IOException {
        for (Shape sample : List.of(Shape.SCALAR, Shape.of(7), Shape.of(1, 28, 28))) {
            Layer network = new Sequential(new Unflatten(Shape.of(sample.size())), new Linear(sample.size(), 2));
            Model model = Model.initial(network, new SplittableRandom(1));
            new Classifier(model, sample, List.of("no", "yes")).write(file);
            assertEquals(sample, Classifier.read(file).sample());
        }
    }

    @Test
    void takesShapeAndNamesFromSamples() {
        DataSet samples = new DataSet("two", Tensor.zeros(Shape.of(1, 2)), Tensor.of(1), List.of("no", "yes"));
        assertEquals(new Classifier(MODEL, Shape.of(2), List.of("no", "yes")), new Classifier(MODEL, samples));
    }

    @Test
    void anotherNumberOfNamesThanOutputsIsRefused() throws IOException {
        String refusal =
                "the network makes [1, 2] of [1, 2], expected one number for each of the class names, which are ";
        for (List<String> names : List.of(List.<String>of(), List.of("a"), List.of("a", "b", "c"))) {
            assertRefused(refusal + names.size(), () -> new Classifier(MODEL, Shape.of(2), names));
        }
        assertRefused(
                "the network makes [1, 3, 2] of [1, 3, 2], expected one number for each of the class names, which are 2",
                () -> new Classifier(MODEL, Shape.of(3, 2), List.of("a", "b")));
        new ModelFile(MODEL, Map.of("sample", "[2]", "class.0", "a")).write(file);
        assertRefused(file, refusal + 1, () -> Classifier.read(file));
        assertRefused(file, refusal + 1, () -> Classifier.read(file, MODEL.layer()));
    }

    @Test
    void classesWithoutANameOfTheirOwnAreRefused() throws IOException {
        String refusal = "the classes [a, a] must be at least two, each with another name";
        assertRefused(refusal, () -> new Classifier(MODEL, Shape.of(2), List.of("a", "a")));
        new ModelFile(MODEL, Map.of("sample", "[2]", "class.0", "a", "class.1", "a")).write(file);
        assertRefused(file, refusal, () -> Classifier.read(file));
    }

    @Test
    void fewerClassesThanTwoAreRefused() {
        Model same = Model.of(new Sequential(), Map.of());
        for (List<String> names : List.of(List.<String>of(), List.of("a"))) {
            assertRefused(
                    "the classes " + names + " must be at least two, each with another name",
                    () -> new Classifier(same, Shape.of(names.size()), names));
        }
    }

    @Test
    void samplesThatTheNetworkDoesNotTakeAreRefused() throws IOException {
        String refusal =
                "the network refuses samples of shape [3]: Linear[inputs=2, outputs=2] of [1, 3]: the last axis must have extent 2";
        assertRefused(refusal, () -> new Classifier(MODEL, Shape.of(3), List.of("a", "b")));
        new ModelFile(MODEL, Map.of("sample", "[3]", "class.0", "a", "class.1", "b")).write(file);
        assertRefused(file, refusal, () -> Classifier.read(file));
    }

    @Test
    void aModelThatDoesNotTellItsSamplesIsRefused() throws IOException {
        new ModelFile(MODEL, Map.of()).write(file);
        assertRefused(
                file,
                "is a model without the note \"sample\", which a Classifier writes, as train --save does",
                () -> Classifier.read(file));
    }

    @Test
    void aSampleOfMoreNumbersThanAnyIsRefusedBeforeThereIsOne() throws IOException {
        assertSampleRefused("[40000, 40000]", MODEL);
    }

    @Test
    void aSampleOfNoNumbersIsRefusedHoweverLongItsRows() throws IOException {
        assertSampleRefused("[0]", MODEL);
        assertSampleRefused("[0, 2147483647]", Model.of(new Softmax(), Map.of()));
    }

    private void assertSampleRefused(String sample, Model model) throws IOException {
        new ModelFile(model, Map.of("sample", sample, "class.0", "a", "class.1", "b")).write(file);
        assertRefused(
                file,
                "has the note \"sample\" " + sample + ", expected 1 to 16777216 numbers",
                () -> Classifier.read(file));
    }

    @Test
    void aNoteThatIsNoShapeIsRefused() throws IOException {
        for (String text : List.of("", "2", "[2", "[2,3]", "[-1]", "[9999999999]", "[99999, 99999]")) {
            new ModelFile(MODEL, Map.of("sample", text)).write(file);
            assertRefused(
                    file,
                    "has the note \"sample\" " + text + ", expected the shape of a sample as in [28, 28]",
                    () -> Classifier.read(file));
        }
    }
}
