package io.github.gradtape.cli;

import io.github.gradtape.data.CsvFile;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.IdxFolder;
import io.github.gradtape.data.NpzFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** What samples come in: told by the name, as a pipe can be read but once. */
enum FileKind {
    IDX_FOLDER,
    IDX,
    NPZ,
    CSV;

    static FileKind of(Path path) {
        if (Files.isDirectory(path)) {
            return IDX_FOLDER;
        }
        if (path.toString().endsWith(".npz")) {
            return NPZ;
        }
        return IdxFolder.isImages(path) ? IDX : CSV;
    }

    /** All samples of a path of this kind. */
    DataSet read(Path path) throws DataFileException {
        return switch (this) {
            case IDX_FOLDER -> IdxFolder.read(path);
            case IDX -> IdxFolder.readImages(path);
            case NPZ -> NpzFile.readDataSet(path);
            case CSV -> CsvFile.read(path);
        };
    }
}
