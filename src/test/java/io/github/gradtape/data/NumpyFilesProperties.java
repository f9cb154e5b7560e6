package io.github.gradtape.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Laws of {@link NpyFile} and {@link NpzFile}. */
class NumpyFilesProperties {

    /** What opening a file and refusing it may cost besides its few hundred bytes; damaged numbers promise far more. */
    private static final long FIXED_MEMORY = 4 << 20;

    private static Path file;
    private static byte[] validNpy;
    private static byte[] validNpz;

    @BeforeContainer
    static void writeValidFiles() throws IOException {
        file = Files.createTempFile("gradtape", ".npz");
        NpyFile.write(file, Tensor.ones(Shape.of(2, 3)));
        validNpy = Files.readAllBytes(file);
        NpzFile.write(file, Map.of("x", Tensor.ones(Shape.of(2, 1)), "y", Tensor.scalar(2)));
        validNpz = Files.readAllBytes(file);
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.delete(file);
    }

    @Property
    void anArrayIsReadAsItWasWritten(@ForAll("tensors") Tensor written) throws IOException {
        NpyFile.write(file, written);
        assertEquals(written, NpyFile.read(file));
    }

    @Property
    void elementsBeginAtAMultipleOf64(@ForAll("tensors") Tensor written) throws IOException {
        NpyFile.write(file, written);
        assertEquals(0, (Files.size(file) - 8L * written.size()) % 64);
    }

    @Property
    void arraysAreReadAsTheyWereWritten(@ForAll("arrays") Map<String, Tensor> written) throws IOException {
        NpzFile.write(file, written);
        assertEquals(written, NpzFile.read(file));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aDamagedArrayIsReadOrRefusedAndTakesNoMoreMemoryThanItsSize(@ForAll("damagedNpy") byte[] bytes)
            throws IOException {
        assertReadOrRefused(bytes, () -> NpyFile.read(file));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aDamagedArchiveIsReadOrRefusedAndTakesNoMoreMemoryThanItsSize(@ForAll("damagedNpz") byte[] bytes)
            throws IOException {
        assertReadOrRefused(bytes, () -> NpzFile.read(file));
        assertReadOrRefused(bytes, () -> NpzFile.readDataSet(file));
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws DataFileException;
    }

    private static void assertReadOrRefused(byte[] bytes, Reading reading) throws IOException {
        Files.write(file, bytes);
        long before = Bytes.allocated();
        try {
            reading.run();
        } catch (DataFileException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        }
        assertTrue(Bytes.allocated() - before < FIXED_MEMORY, "memory taken");
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        return Bytes.tensors();
    }

    @Provide
    Arbitrary<Map<String, Tensor>> arrays() {
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(5), Bytes.tensors())
                .ofMaxSize(4)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<byte[]> damagedNpy() {
        return Bytes.damaged(validNpy);
    }

    @Provide
    Arbitrary<byte[]> damagedNpz() {
        return Bytes.damaged(validNpz);
    }
}
