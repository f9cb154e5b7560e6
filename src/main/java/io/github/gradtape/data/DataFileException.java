package io.github.gradtape.data;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be read as the data it should hold; the message names the file, the place in it and what was expected. */
public final class DataFileException extends IOException {

    private static final long serialVersionUID = 1L;

    DataFileException(Path file, String fault) {
        super(file + ": " + fault);
    }

    DataFileException(Path file, String fault, Throwable cause) {
        super(file + ": " + fault, cause);
    }
}
