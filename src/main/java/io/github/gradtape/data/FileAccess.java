package io.github.gradtape.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Reads a file as a whole, and writes one so that it is at any moment either the old one or the new one, whole. */
public final class FileAccess {

    private static final int BUFFER = 1 << 16;

    private FileAccess() {}

    /** Makes something of the bytes of a file. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ByteReader bytes) throws IOException;
    }

    /** Writes the bytes of a file. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes the bytes.
         *
         * @param out where they go
         * @throws IOException if they cannot be written
         */
        void write(OutputStream out) throws IOException;
    }

    static <T> T read(Path file, Reader<T> reader) throws DataFileException {
        requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            return reader.read(new ByteReader(file, in, Files.size(file)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static void requireFile(Path file) throws DataFileException {
        if (Files.isDirectory(file)) {
            throw new DataFileException(file, "is a folder, expected a file");
        }
    }

    static DataFileException unreadable(Path file, IOException e) {
        if (e instanceof DataFileException known) {
            return known;
        }
        boolean isMissing = e instanceof NoSuchFileException;
        return new DataFileException(
                file, isMissing ? "there is no such file" : "cannot be read: " + e.getMessage(), e);
    }

    /**
     * Writes a file or replaces it: the bytes go to a temporary file in the same folder, and when the disk has them all it takes
     * the file's name in one step. If anything fails the old file stays and the temporary one goes; only a process that is killed
     * leaves it behind, under a name that begins with a dot and ends in {@code .tmp}.
     *
     * @param file the file
     * @param writer what writes its bytes
     * @throws DataFileException if the file cannot be written; there is then what was there before
     */
    public static void replace(Path file, Writer writer) throws DataFileException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new DataFileException(file, "cannot be written: there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new DataFileException(file, "cannot be written: is a folder");
        }
        Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                writer.write(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DataFileException(file, "cannot be written: " + e.getMessage(), e);
        } finally {
            deleteIfThere(temporary);
        }
    }

    private static void deleteIfThere(Path temporary) throws DataFileException {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new DataFileException(temporary, "cannot be deleted: " + e.getMessage(), e);
        }
    }
}
