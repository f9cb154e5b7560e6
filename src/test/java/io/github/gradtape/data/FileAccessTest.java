package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileAccessTest {

    /** 4 MB: most of the saver's time goes into writing, so that this is where most kills strike. */
    private static final int SAVED_NUMBERS = 1 << 19;

    private static final int KILLS = 6;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTheOldFile() throws IOException {
        file = folder.resolve("file");
        Files.writeString(file, "old");
    }

    @Test
    void aFileIsReplaced() throws IOException {
        FileAccess.replace(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertHolds("new");
    }

    @Test
    void aNewFileIsMade() throws IOException {
        Files.delete(file);
        aFileIsReplaced();
    }

    @Test
    void theOldFileStaysUntilTheNewOneIsWhole() throws IOException {
        FileAccess.replace(file, out -> {
            out.write(new byte[1 << 20]);
            assertEquals("old", Files.readString(file));
        });
        assertEquals(1 << 20, Files.size(file));
    }

    @Test
    void aFailureLeavesTheOldFileAndNoTrace() throws IOException {
        assertRefused(
                file,
                "cannot be written: disk full",
                () -> FileAccess.replace(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("disk full");
                }));
        assertHolds("old");
    }

    @Test
    void anErrorOfTheWriterLeavesTheOldFileAndNoTrace() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> FileAccess.replace(file, out -> {
                    throw new IllegalStateException();
                }));
        assertHolds("old");
    }

    @Test
    void aMissingFolderIsRefused() throws IOException {
        Path missing = folder.resolve("none");
        Path there = missing.resolve("file");
        assertRefused(
                there, "cannot be written: there is no folder " + missing, () -> FileAccess.replace(there, out -> {}));
        assertHolds("old");
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        assertRefused(folder, "cannot be written: is a folder", () -> FileAccess.replace(folder, out -> {}));
        assertHolds("old");
    }

    @Test
    @Timeout(60) // against a saver that never saves; it takes a few seconds
    void aFileIsWholeWheneverItsWriterIsKilled() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(1);
        saveAs(0, file);
        for (int kill = 0; kill < KILLS; kill++) {
            double before = readSaved(file);
            Process saver = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Saver.class.getName(),
                            file.toString())
                    .inheritIO()
                    .start();
            try {
                while (readSaved(file) == before && saver.isAlive()) {
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextInt(30));
            } finally {
                saver.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            readSaved(file);
        }
    }

    /** Saves over and over until it is killed. */
    static final class Saver {

        private Saver() {}

        public static void main(String[] arguments) throws DataFileException {
            Path file = Path.of(arguments[0]);
            for (double number = readSaved(file) + 1; ; number++) {
                saveAs(number, file);
            }
        }
    }

    private static void saveAs(double number, Path file) throws DataFileException {
        Tensor tensor = Tensor.full(Shape.of(SAVED_NUMBERS), number);
        new SafetensorsFile(Map.of("w", tensor), Map.of("number", Double.toString(number))).write(file);
    }

    /** What was saved, every part of it from the same save. */
    private static double readSaved(Path file) throws DataFileException {
        SafetensorsFile saved = SafetensorsFile.read(file);
        double number = Double.parseDouble(saved.metadata().get("number"));
        assertEquals(
                Tensor.full(Shape.of(SAVED_NUMBERS), number), saved.tensors().get("w"));
        return number;
    }

    private void assertHolds(String content) throws IOException {
        assertEquals(content, Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "no other file is left");
        }
    }
}
