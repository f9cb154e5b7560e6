package io.github.gradtape.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a file of unsigned bytes in the IDX format of MNIST, gzipped or not.
 *
 * <pre>
 * bytes 0, 1    0
 * byte 2        the type of the elements: 8 for unsigned bytes
 * byte 3        the number of axes r
 * from byte 4   r extents, each a big-endian int of 4 bytes
 * then          the elements in row-major order, to the end of the file
 * </pre>
 *
 * <p>The header is not trusted: memory is taken for bytes that are there, never for those that it promises.
 */
final class IdxFile {

    private static final int UNSIGNED_BYTE = 8;
    private static final int GZIP = 0x1f8b;
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final int[] extents;
    private byte[] elements = {};

    /** How many bytes of the file, unpacked, have been read. */
    private long position;

    private IdxFile(Path file, int axes) {
        this.file = file;
        this.extents = new int[axes];
    }

    /** Reads a file that must have a given number of axes, each of extent 1 or more. */
    static IdxFile read(Path file, int axes) throws DataFileException {
        IdxFile idx = new IdxFile(file, axes);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            if (isGzipped(raw)) {
                try (InputStream unpacked = new GZIPInputStream(raw, CHUNK)) {
                    idx.read(unpacked, Long.MAX_VALUE);
                }
            } else {
                idx.read(raw, FileAccess.size(file));
            }
            return idx;
        } catch (EOFException e) {
            throw idx.fault("its gzip data end too early, after byte " + idx.position + " of the unpacked file", e);
        } catch (ZipException e) {
            throw idx.fault("its gzip data are damaged after byte " + idx.position + " of the unpacked file", e);
        } catch (IOException e) {
            throw FileAccess.unreadable(file, e);
        }
    }

    int extent(int axis) {
        return extents[axis];
    }

    /** All elements in row-major order, to be read only. */
    byte[] elements() {
        return elements;
    }

    private static boolean isGzipped(InputStream raw) throws IOException {
        raw.mark(2);
        int start = raw.read() << 8 | raw.read();
        raw.reset();
        return start == GZIP;
    }

    private void read(InputStream in, long fileSize) throws IOException {
        readHeader(in);
        String promise = "the header and "
                + Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
        long count = 1;
        for (int extent : extents) {
            count *= extent;
            if (count > Integer.MAX_VALUE) {
                throw fault("byte 4: promises " + promise + ", more than the " + Integer.MAX_VALUE
                        + " bytes that can be read");
            }
        }
        long end = position + count;
        if (fileSize < end) {
            throw fault("ends at byte " + fileSize + ", expected " + promise + ", " + end + " bytes");
        }
        elements = readUpTo((int) count, in);
        if (position < end) {
            throw fault(
                    "ends at byte " + position + " of the unpacked file, expected " + promise + ", " + end + " bytes");
        }
        if (in.read() >= 0) {
            throw fault("goes on at byte " + end + ", expected the end there, after " + promise);
        }
    }

    private void readHeader(InputStream in) throws IOException {
        int magic = readInt(in);
        if (magic >>> 16 != 0) {
            throw fault("is not IDX: begins with the bytes " + hex(magic, 8) + ", expected "
                    + hex(UNSIGNED_BYTE << 8 | extents.length, 8) + ", or gzip's " + hex(GZIP, 4));
        }
        if (magic >>> 8 != UNSIGNED_BYTE) {
            throw fault("byte 2: the elements are of type " + hex(magic >>> 8, 2) + ", expected 08, unsigned bytes");
        }
        if ((magic & 0xff) != extents.length) {
            throw fault("byte 3: " + (magic & 0xff) + " axes, expected " + extents.length);
        }
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = readInt(in);
            if (extents[axis] < 1) {
                throw fault("byte " + (position - 4) + ": axis " + axis + " has extent "
                        + Integer.toUnsignedString(extents[axis]) + ", expected 1 to " + Integer.MAX_VALUE);
            }
        }
    }

    private int readInt(InputStream in) throws IOException {
        byte[] bytes = readUpTo(4, in);
        if (bytes.length < 4) {
            throw fault("ends at byte " + position + ", expected a header of " + (4 + 4 * extents.length) + " bytes");
        }
        return ByteBuffer.wrap(bytes).getInt();
    }

    private byte[] readUpTo(int count, InputStream in) throws IOException {
        byte[] read = in.readNBytes(count);
        position += read.length;
        return read;
    }

    private DataFileException fault(String fault) {
        return new DataFileException(file, fault);
    }

    private DataFileException fault(String fault, IOException cause) {
        return new DataFileException(file, fault, cause);
    }

    private static String hex(int value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "x", value);
    }
}
