package io.github.gradtape.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/** What the sources of examples assert with; it keeps test frameworks out of their imports, which a page shows as they are. */
abstract class Examples {

    /** The project's base directory, which Surefire names and which is the working directory elsewhere. */
    static final Path BASE = Path.of(System.getProperty("basedir", ""));

    static void assertPrints(String expected, Object actual) {
        assertEquals(expected.stripTrailing(), String.valueOf(actual));
    }

    /** The message may be broken over lines where it has a space; … stands for the digits of a number, or the last of them. */
    static void assertRefused(String message, Executable call) {
        assertReads(message, assertThrows(RuntimeException.class, call).getMessage());
    }

    /** The text may be broken over lines where it has a space; … stands for the digits of a number, or the last of them. */
    static void assertReads(String expected, String actual) {
        String pattern = Pattern.quote(oneLine(expected)).replace("…", "\\E[-0-9.E]*\\Q");
        assertTrue(oneLine(actual).matches(pattern), () -> "expected " + expected + "but was " + actual);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    static String figure(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** That a page shows a figure that a test has computed. */
    static void assertShown(String page, String figure) {
        assertTrue(read(page).contains(figure), () -> page + " does not show " + figure);
    }

    static String read(String path) {
        try {
            return Files.readString(BASE.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
