package io.github.gradtape.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SafetensorsFileProperties {

    /** What opening a file and a refusal cost besides the file's own size; the least damage that promised more would promise. */
    private static final long FIXED_MEMORY = 4 << 20;

    private static Path file;
    private static byte[] valid;

    @BeforeContainer
    static void writeAValidFile() throws IOException {
        file = Files.createTempFile("gradtape", ".safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("layer.weight", Tensor.ones(Shape.of(2, 3)));
        tensors.put("layer.bias", Tensor.zeros(Shape.of(0)));
        tensors.put("scale", Tensor.scalar(2));
        new SafetensorsFile(tensors, Map.of("note", "ä\\")).write(file);
        valid = Files.readAllBytes(file);
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.delete(file);
    }

    @Property
    void whatIsReadIsWhatWasWritten(@ForAll("files") SafetensorsFile written) throws IOException {
        written.write(file);
        SafetensorsFile read = SafetensorsFile.read(file);
        assertEquals(written, read);
        assertEquals(
                List.copyOf(written.tensors().keySet()),
                List.copyOf(read.tensors().keySet()),
                "their order");
    }

    @Property
    void theHeaderIsPaddedToAMultipleOfEight(@ForAll("files") SafetensorsFile written) throws IOException {
        written.write(file);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(0, bytes[0] % 8);
        assertEquals('{', bytes[8]);
    }

    @Property
    void theSameTensorsMakeTheSameBytes(@ForAll("files") SafetensorsFile written) throws IOException {
        written.write(file);
        byte[] once = Files.readAllBytes(file);
        SafetensorsFile.read(file).write(file);
        assertArrayEquals(once, Files.readAllBytes(file));
    }

    @Property(tries = 2000)
    void aDamagedFileIsReadOrRefusedAndTakesNoMoreMemoryThanItsSize(@ForAll("damaged") byte[] bytes)
            throws IOException {
        Files.write(file, bytes);
        long before = Bytes.allocated();
        try {
            SafetensorsFile.read(file);
        } catch (DataFileException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        }
        assertTrue(Bytes.allocated() - before < FIXED_MEMORY, "memory taken");
    }

    @Provide
    Arbitrary<SafetensorsFile> files() {
        Arbitrary<String> texts = Arbitraries.strings()
                .all()
                .ofMaxLength(5)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        return Arbitraries.maps(texts, Bytes.tensors())
                .ofMaxSize(4)
                .flatMap(tensors -> Arbitraries.maps(texts, texts)
                        .ofMaxSize(2)
                        .map(notes -> new SafetensorsFile(new LinkedHashMap<>(tensors), notes)))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Bytes.damaged(valid);
    }
}
