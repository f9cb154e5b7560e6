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

    private final int[] extents;
    private final byte[] elements;

    private IdxFile(int[] extents, byte[] elements) {
        this.extents = extents;
        this.elements = elements;
    }

    /** Reads a file that must have a given number of axes, each of extent 1 or more. */
    static IdxFile read(Path file, int axes) throws DataFileException {
        FileAccess.requireFile(file);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            if (!isGzipped(raw)) {
                return read(new ByteReader(file, raw, FileAccess.size(file)), axes);
            }
            try (InputStream unpacked = new GZIPInputStream(raw, CHUNK)) {
                return read(new ByteReader(file, "unpacked", unpacked), axes);
            }
        } catch (EOFException | ZipException e) {
            throw new DataFileException(file, "its gzip data are damaged or end too early", e);
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

    private static IdxFile read(ByteReader bytes, int axes) throws IOException {
        int[] extents = readHeader(bytes, axes);
        String promise =
                Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining(" x ")) + " elements";
        long count = 1;
        for (int extent : extents) {
            count *= extent;
            if (count > Integer.MAX_VALUE) {
                throw bytes.fault("byte 4: promises " + promise + ", more than the " + Integer.MAX_VALUE
                        + " bytes that can be read");
            }
        }
        byte[] elements = bytes.read((int) count, promise);
        bytes.requireEnd(promise);
        return new IdxFile(extents, elements);
    }

    private static int[] readHeader(ByteReader bytes, int axes) throws IOException {
        int magic = readInt(bytes);
        if (magic >>> 16 != 0) {
            throw bytes.fault("is not IDX: begins with the bytes " + hex(magic, 8) + ", expected "
                    + hex(UNSIGNED_BYTE << 8 | axes, 8) + ", or gzip's " + hex(GZIP, 4));
        }
        if (magic >>> 8 != UNSIGNED_BYTE) {
            throw bytes.fault(
                    "byte 2: the elements are of type " + hex(magic >>> 8, 2) + ", expected 08, unsigned bytes");
        }
        if ((magic & 0xff) != axes) {
            throw bytes.fault("byte 3: " + (magic & 0xff) + " axes, expected " + axes);
        }
        int[] extents = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            extents[axis] = readInt(bytes);
            if (extents[axis] < 1) {
                throw bytes.fault("byte " + (bytes.position() - 4) + ": axis " + axis + " has extent "
                        + Integer.toUnsignedString(extents[axis]) + ", expected 1 to " + Integer.MAX_VALUE);
            }
        }
        return extents;
    }

    private static int readInt(ByteReader bytes) throws IOException {
        return ByteBuffer.wrap(bytes.read(4, "the header")).getInt();
    }

    private static String hex(int value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "x", value);
    }
}
