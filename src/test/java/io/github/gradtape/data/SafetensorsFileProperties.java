package io.github.gradtape.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SafetensorsFileProperties {

    /** What opening a file and refusing it may cost besides its few hundred bytes; damaged numbers promise far more. */
    private static final long FIXED_MEMORY = 4 << 20;

    private static Path file;
    private static byte[] valid;

    @BeforeContainer
    static void writeAValidFile() throws IOException {
        file = Files.createTempFile("gradtape", ".safetensors");
        String header = "{\"__metadata__\":{\"note\":\"ä\"},"
                + "\"w\":{\"dtype\":\"F64\",\"shape\":[2,1],\"data_offsets\":[0,16]},"
                + "\"none\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[16,16]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]}}"
                + " ".repeat(40);
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        valid = Bytes.of(Bytes.littleEndian(json.length), json, new byte[20]);
        Files.write(file, valid);
        assertEquals(3, SafetensorsFile.read(file).tensors().size());
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

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
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
