package io.github.gradtape.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes doubles as little-endian bytes, a chunk at a time. */
final class Doubles {

    private static final int CHUNK = 1 << 13;

    private Doubles() {}

    static void write(double[] values, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(Math.min(CHUNK, values.length) * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.asDoubleBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Double.BYTES);
        }
    }
}
