package io.github.gradtape.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a file, or of a part of it, in order and counted. Memory is taken for bytes that are there, never for promised ones. */
final class ByteReader {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final String part;
    private final InputStream in;
    private final long size;
    private long position;

    /** All bytes of a file. */
    ByteReader(Path file, InputStream in, long size) {
        this(file, "", in, size);
    }

    /** The bytes of a part of a file, of which nobody knows how many there are. */
    ByteReader(Path file, String part, InputStream in) {
        this(file, part + ": ", in, Long.MAX_VALUE);
    }

    private ByteReader(Path file, String part, InputStream in, long size) {
        this.file = file;
        this.part = part;
        this.in = in;
        this.size = size;
    }

    /** How many bytes have been read. */
    long position() {
        return position;
    }

    /** The next bytes, of which there must be as many as asked for. */
    byte[] read(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw endsEarly(position + bytes.length, position + count, what);
        }
        position += count;
        return bytes;
    }

    /** The next numbers, of which there must be as many as asked for. */
    double[] read(int count, ElementType type, ByteOrder order, String what) throws IOException {
        long end = position + (long) count * type.width();
        if (size < end) {
            throw endsEarly(size, end, what);
        }
        double[] numbers = new double[size < Long.MAX_VALUE ? count : Math.min(count, CHUNK)];
        byte[] chunk = new byte[(int) Math.min(CHUNK, end - position)];
        for (int done = 0; done < count; ) {
            int length = (int) Math.min(chunk.length, end - position);
            int got = in.readNBytes(chunk, 0, length);
            if (got < length) {
                throw endsEarly(position + got, end, what);
            }
            int next = done + length / type.width();
            if (next > numbers.length) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(count, 2L * numbers.length));
            }
            decode(ByteBuffer.wrap(chunk, 0, length).order(order), type, numbers, done, next);
            done = next;
            position += length;
        }
        return numbers;
    }

    private void decode(ByteBuffer bytes, ElementType type, double[] numbers, int from, int to)
            throws DataFileException {
        for (int i = from; i < to; i++) {
            try {
                numbers[i] = type.next(bytes);
            } catch (ArithmeticException e) {
                throw fault("byte " + (position + bytes.position() - type.width()) + ": " + e.getMessage());
            }
        }
    }

    /** Refuses bytes behind the last one that belongs there. */
    void requireEnd(String after) throws IOException {
        if (in.read() >= 0) {
            throw fault("goes on at byte " + position + ", expected the end there, after " + after);
        }
    }

    private DataFileException endsEarly(long end, long expected, String what) {
        return fault("ends at byte " + end + ", expected " + what + ", to byte " + expected);
    }

    DataFileException fault(String fault) {
        return new DataFileException(file, part + fault);
    }
}
