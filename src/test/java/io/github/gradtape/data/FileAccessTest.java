package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.gradtape.JavaProcess;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        FileAccess.replace(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertHolds("new");
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
    void anInterruptedThreadWritesNothingAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertRefused(
                    file,
                    "cannot be written: the thread was interrupted",
                    () -> FileAccess.replace(file, out -> out.write(1)));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertHolds("old");
    }

    /** A name of 255 bytes is the longest that there is on Linux. */
    @Test
    void aFileOfAnyNameIsReplaced() throws IOException {
        for (int length : new int[] {1, 200, 255}) {
            Path named = folder.resolve("x".repeat(length));
            for (String content : List.of("one", "two")) {
                FileAccess.replace(named, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
                assertEquals(content, Files.readString(named));
            }
            Files.delete(named);
        }
        assertHolds("old");
    }

    @Test
    void whatFailsFirstIsToldThoughNoTraceCouldBeRemoved() throws IOException {
        Exception e = assertThrows(
                DataFileException.class,
                () -> FileAccess.replace(file, out -> {
                    Path temporary = folder.resolve(names(folder).get(0));
                    Files.delete(temporary);
                    Files.createFile(Files.createDirectory(temporary).resolve("inner"));
                    throw new IOException("disk full");
                }));
        assertEquals(file + ": cannot be written: disk full", e.getMessage());
        assertEquals(1, e.getCause().getSuppressed().length, "it is known, too");
        assertEquals("old", Files.readString(file));
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
    void aLinkStaysOneAndItsFileIsReplaced() throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("links")).resolve("link"), file);
        FileAccess.replace(link, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("link"), names(link.getParent()));
        assertEquals(List.of("file", "links"), names(folder));
    }

    @Test
    void aLinkToNowhereIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
        assertRefused(
                link,
                "cannot be written: is a link to a file that is not there",
                () -> FileAccess.replace(link, out -> {}));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void permissionsStayAndAreThoseOfTheFileWhileItIsWritten() throws IOException {
        for (String text : List.of("rw-------", "rw-rw-rw-", "rwxr-x---")) {
            Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(text);
            Files.setPosixFilePermissions(file, permissions);
            FileAccess.replace(file, out -> {
                out.write(new byte[1 << 20]);
                for (String name : names(folder)) {
                    assertTrue(permissions.containsAll(Files.getPosixFilePermissions(folder.resolve(name))), name);
                }
            });
            assertEquals(permissions, Files.getPosixFilePermissions(file));
        }
    }

    @Test
    void aFileThatMayNotBeWrittenIsNotReplaced() throws IOException {
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(file), "whoever runs the tests may write everything");
        String fault = "cannot be written: access denied";
        assertRefused(file, fault, () -> FileAccess.requireWritable(file));
        assertRefused(file, fault, () -> FileAccess.replace(file, out -> {}));
        assertEquals("old", Files.readString(file));
    }

    @Test
    void aPipeIsNotReplaced() throws IOException, InterruptedException {
        Path pipe = Pipe.in(folder);
        assertRefused(
                pipe,
                "cannot be written: is a pipe or a device, expected a file",
                () -> FileAccess.replace(pipe, out -> {}));
        assertFalse(Files.isRegularFile(pipe));
    }

    @Test
    void aPipeIsReadToItsEnd() throws IOException, InterruptedException {
        SafetensorsFile written = new SafetensorsFile(Map.of("w", Tensor.of(1, 2, 3)), Map.of("note", "text"));
        written.write(file);
        Path pipe = Pipe.in(folder);
        Pipe.write(pipe, Files.readAllBytes(file));
        assertEquals(written, SafetensorsFile.read(pipe));
    }

    @Test
    void whatCannotBeWrittenIsKnownBefore() throws IOException {
        assertEquals(file.toRealPath(), FileAccess.requireWritable(file));
        assertEquals(
                folder.toRealPath().resolve("new"),
                FileAccess.requireWritable(
                        Files.createDirectory(folder.resolve("sub")).resolve("../new")));
        for (Path taken : List.of(folder, folder.getRoot())) {
            assertRefused(taken, "cannot be written: is a folder", () -> FileAccess.requireWritable(taken));
        }
        Path missing = folder.resolve("none");
        assertRefused(
                missing.resolve("file"),
                "cannot be written: there is no folder " + missing,
                () -> FileAccess.requireWritable(missing.resolve("file")));
    }

    @Test
    void reasonsAreWordsWithoutTheFileOrAClass() {
        assertEquals("access denied", FileAccess.reason(new AccessDeniedException("m.st")));
        assertEquals("there is no such file", FileAccess.reason(new NoSuchFileException("m.st")));
        assertEquals(
                "No space left on device",
                FileAccess.reason(new FileSystemException("m.st", null, "No space left on device")));
        assertEquals("there is a file of that name", FileAccess.reason(new FileAlreadyExistsException("m.st")));
        assertEquals("disk full", FileAccess.reason(new IOException("disk full")));
        assertEquals("the system does not tell why", FileAccess.reason(new FileSystemException("m.st")));
        assertEquals("the system does not tell why", FileAccess.reason(new IOException((String) null)));
    }

    @Test
    @Timeout(60) // against a saver that never saves; it takes a few seconds
    void aFileIsWholeWheneverItsWriterIsKilled() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(1);
        saveAs(0, file);
        for (int kill = 0; kill < KILLS; kill++) {
            double before = readSaved(file);
            Process saver =
                    JavaProcess.of(Saver.class, file.toString()).inheritIO().start();
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

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private void assertHolds(String content) throws IOException {
        assertEquals(content, Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList(), "no other file is left");
        }
    }
}
