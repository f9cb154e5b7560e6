package io.github.gradtape.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Lines printed one by one, and none for a reader who has gone: what would be left to compute would be for nobody. */
record Lines(PrintWriter writer) {

    /** What is said when {@link #print} fails. */
    static final String LOST = "the output cannot be written: its reader has gone, or its disk is full";

    /**
     * Prints a line.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void print(String format, Object... values) {
        writer.println(OneLine.of(String.format(Locale.ROOT, format, values).stripTrailing()));
        if (writer.checkError()) {
            throw new UncheckedIOException(new IOException(LOST));
        }
    }
}
