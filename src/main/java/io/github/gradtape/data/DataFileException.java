package io.github.gradtape.data;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be read or written as what it should hold; the message names the file, the place in it and what was expected. */
public final class DataFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault of a file.
     *
     * @param file the file
     * @param fault where in it what was found, and what was expected
     */
    public DataFileException(Path file, String fault) {
        super(file + ": " + fault);
    }

    /**
     * A fault of a file, with its cause.
     *
     * @param file the file
     * @param fault where in it what was found, and what was expected
     * @param cause what went wrong
     */
    public DataFileException(Path file, String fault, Throwable cause) {
        super(file + ": " + fault, cause);
    }
}
