package io.github.gradtape.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A named pipe, as {@code <(…)} of a shell makes them, too. */
public final class Pipe {

    private Pipe() {}

    /** A new pipe in a folder. */
    public static Path in(Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    /** Writes to a pipe from a thread of its own, as the writer waits for the reader. */
    public static void write(Path pipe, byte... content) {
        Thread thread = new Thread(() -> {
            try {
                Files.write(pipe, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
