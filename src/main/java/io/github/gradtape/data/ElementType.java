package io.github.gradtape.data;

import java.nio.ByteBuffer;
import java.util.function.ToDoubleFunction;

/** How a file stores a number; each is read as the double that it equals. */
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state
enum ElementType {
    FLOAT64(8, ByteBuffer::getDouble),
    FLOAT32(4, ByteBuffer::getFloat),
    INT8(1, ByteBuffer::get),
    INT16(2, ByteBuffer::getShort),
    INT32(4, ByteBuffer::getInt),
    INT64(8, bytes -> exact(bytes.getLong())),
    UINT8(1, bytes -> bytes.get() & 0xff),
    UINT16(2, bytes -> bytes.getShort() & 0xffff),
    UINT32(4, bytes -> Integer.toUnsignedLong(bytes.getInt())),
    UINT64(8, bytes -> exactUnsigned(bytes.getLong())),
    BOOL(1, bytes -> bytes.get() == 0 ? 0 : 1);

    private final int width;
    private final ToDoubleFunction<ByteBuffer> next;

    ElementType(int width, ToDoubleFunction<ByteBuffer> next) {
        this.width = width;
        this.next = next;
    }

    /** The bytes of one number. */
    int width() {
        return width;
    }

    /**
     * The next number of a buffer, in the buffer's byte order.
     *
     * @throws ArithmeticException if no double equals it
     */
    double next(ByteBuffer bytes) {
        return next.applyAsDouble(bytes);
    }

    private static double exact(long value) {
        double rounded = value;
        if (value == Long.MAX_VALUE || (long) rounded != value) {
            throw new ArithmeticException("the integer " + value + " is not exactly a double");
        }
        return rounded;
    }

    private static double exactUnsigned(long value) {
        // the lowest bit must be 0 if the highest is 1: 64 bits are more than a double's 53
        double half = value >>> 1;
        if (value >= 0) {
            return exact(value);
        }
        if ((value & 1) != 0 || (long) half != value >>> 1) {
            throw new ArithmeticException("the integer " + Long.toUnsignedString(value) + " is not exactly a double");
        }
        return 2 * half;
    }
}
