package io.github.gradtape.data;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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

    /** Writes the bytes of a file; may close what it writes to. */
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
            return reader.read(new ByteReader(file, in, size(file)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The number of bytes, or {@code Long.MAX_VALUE} if only the end tells, as that of a pipe. */
    static long size(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE;
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
        boolean isWholeReason = e instanceof NoSuchFileException || e instanceof CharacterCodingException;
        return new DataFileException(file, (isWholeReason ? "" : "cannot be read: ") + reason(e), e);
    }

    /**
     * Why a file could not be read or written, in words, without the name of the file or of a Java class.
     *
     * @param e what the JDK threw
     * @return the reason
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (e instanceof CharacterCodingException) {
            return "is not text in UTF-8";
        }
        if (e instanceof ClosedByInterruptException) {
            return "the thread was interrupted";
        }
        String told = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
        return told == null ? "the system does not tell why" : told;
    }

    /**
     * Refuses a file that {@link #replace} could not write, as far as that can be known before there is anything to write.
     *
     * @param file the file
     * @return its path without symbolic links: that of the file which would be written
     * @throws DataFileException if its folder is missing or takes no files, the file there is may not be written, or something else
     *     than a file stands under its name
     */
    public static Path requireWritable(Path file) throws DataFileException {
        Path target = target(file);
        Path folder = target.getParent();
        if (!Files.isWritable(folder)) {
            throw new DataFileException(file, "cannot be written: access denied to the folder " + folder);
        }
        return target;
    }

    /**
     * Writes a file or replaces it: the bytes go to a temporary file in the same folder, and when the disk has them all it takes
     * the file's name in one step. If anything fails the old file stays and the temporary one goes; only a process that is killed
     * leaves it behind, under a name that begins with a dot and ends in {@code .tmp}.
     *
     * <p>Through a symbolic link the file it leads to is replaced. The permissions that POSIX knows stay those of the old file.
     *
     * @param file the file
     * @param writer what writes its bytes
     * @throws DataFileException if the file cannot be written, as one that is read-only, what stands under its name is a folder, a
     *     pipe or a device, or the thread is interrupted, which it stays; there is then what was there before
     */
    public static void replace(Path file, Writer writer) throws DataFileException {
        Path target = target(file);
        // a name of its own, as with more in front it might be longer than a name may be
        try (Temporary temporary = new Temporary(target.resolveSibling("." + UUID.randomUUID() + ".tmp"))) {
            Set<PosixFilePermission> permissions = permissions(target);
            // from its first byte on, as few may read it as may read the file
            FileAttribute<?>[] attributes = permissions.isEmpty()
                    ? new FileAttribute<?>[0]
                    : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
            try (FileChannel channel = FileChannel.open(
                    temporary.path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER) {
                    @Override
                    public void close() throws IOException {
                        flush(); // the channel is still to be forced
                    }
                };
                writer.write(out);
                out.flush();
                channel.force(true);
            }
            if (!permissions.isEmpty()) {
                Files.setPosixFilePermissions(temporary.path, permissions);
            }
            Files.move(temporary.path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** A file that goes when it is closed, if it is still there. */
    private record Temporary(Path path) implements Closeable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    /** The regular file that is there, behind any links, or the one that can be made. */
    private static Path target(Path file) throws DataFileException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) { // without a parent it is a root, there or not
            throw new DataFileException(file, "cannot be written: is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new DataFileException(file, "cannot be written: there is no folder " + folder);
        }
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (!isNew && !Files.exists(file)) {
            throw new DataFileException(file, "cannot be written: is a link to a file that is not there");
        }
        if (!isNew && !Files.isRegularFile(file)) {
            throw new DataFileException(file, "cannot be written: is a pipe or a device, expected a file");
        }
        if (!isNew && !Files.isWritable(file)) { // a new file in its place would ask the folder alone
            throw new DataFileException(file, "cannot be written: access denied");
        }
        try {
            return isNew ? folder.toRealPath().resolve(file.getFileName()) : file.toRealPath();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Those of a file; none if there is no file, or where there are no such permissions. */
    private static Set<PosixFilePermission> permissions(Path target) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        return view == null || !Files.exists(target)
                ? Set.of()
                : view.readAttributes().permissions();
    }

    private static DataFileException unwritable(Path file, IOException e) {
        return new DataFileException(file, "cannot be written: " + reason(e), e);
    }
}
