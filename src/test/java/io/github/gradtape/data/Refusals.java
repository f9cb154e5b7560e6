package io.github.gradtape.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;

/** Refused files, known by the whole text of the message. */
public final class Refusals {

    private Refusals() {}

    public static void assertRefused(Path file, String fault, Executable call) {
        assertEquals(
                file + ": " + fault, assertThrows(DataFileException.class, call).getMessage());
    }
}
