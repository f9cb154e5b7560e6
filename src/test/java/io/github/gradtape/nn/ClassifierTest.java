package io.github.gradtape.nn;

import static io.github.gradtape.nn.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Classifier classifier = new Classifier(MODEL, Shape.of(1, 28, 28), names);
        names.set(0, "another");
        classifier.write(file);
        for (Classifier read : List.of(Classifier.read(file), Classifier.read(file, MODEL.layer()))) {
            assertEquals(classifier.classNames(), read.classNames());
            assertEquals(classifier.sample(), read.sample());
            assertEquals(MODEL.parameters(), read.model().parameters());
            assertEquals(MODEL.layer().toString(), read.model().layer().toString());
        }
    }

    @Test
    void takesShapeAndNamesFromSamples() {
        DataSet samples = new DataSet("two", Tensor.zeros(Shape.of(1, 2)), Tensor.of(1), List.of("no", "yes"));
        assertEquals(new Classifier(MODEL, Shape.of(2), List.of("no", "yes")), new Classifier(MODEL, samples));
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
    void aNoteThatIsNoShapeIsRefused() throws IOException {
        for (String text : List.of("", "2", "[2", "[2,3]", "[-1]", "[1234567890]")) {
            new ModelFile(MODEL, Map.of("sample", text)).write(file);
            assertRefused(
                    file,
                    "has the note \"sample\" " + text + ", expected the shape of a sample as in [28, 28]",
                    () -> Classifier.read(file));
        }
        new ModelFile(MODEL, Map.of("sample", "[99999, 99999]")).write(file);
        assertRefused(
                file,
                "has the note \"sample\" [99999, 99999]: shape [99999, 99999]: a tensor holds at most 2147483647 elements",
                () -> Classifier.read(file));
    }
}
