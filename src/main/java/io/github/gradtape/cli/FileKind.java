package io.github.gradtape.cli;

import io.github.gradtape.data.CsvFile;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.IdxFolder;
import io.github.gradtape.data.NpzFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /** The files that are read for a path of this kind. */
    List<Path> files(Path path) throws DataFileException {
        return switch (this) {
            case IDX_FOLDER, IDX -> IdxFolder.files(path);
            case NPZ, CSV -> List.of(path);
        };
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
