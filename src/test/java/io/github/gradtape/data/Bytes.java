package io.github.gradtape.data;

import com.sun.management.ThreadMXBean;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Files built a byte at a time, damaged ones, and tensors to put into them. */
final class Bytes {

    private Bytes() {}

    /** The bytes of parts: arrays of bytes, texts in UTF-8, and integers that are one byte each. */
    static byte[] of(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] array) {
                bytes.writeBytes(array);
            } else if (part instanceof Integer value) {
                bytes.write(value);
            } else {
                bytes.writeBytes(((String) part).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A long in eight bytes, the least significant one first. */
    static byte[] littleEndian(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    /** Small tensors of all shapes, empty ones too, whose elements have any bits. */
    static Arbitrary<Tensor> tensors() {
        Arbitrary<Double> anyBits = Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .map(Double::longBitsToDouble);
        Arbitrary<Double> corners = Arbitraries.of(
                0.0,
                -0.0,
                1.0,
                Double.NaN,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.MIN_NORMAL,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
        return Arbitraries.integers()
                .between(0, 4)
                .list()
                .ofMaxSize(4)
                .map(extents -> Shape.of(extents.stream().mapToInt(e -> e).toArray()))
                .flatMap(shape -> Arbitraries.oneOf(anyBits, corners)
                        .array(double[].class)
                        .ofSize(shape.size())
                        .map(values -> Tensor.adopt(shape, values)));
    }

    /**
     * Copies of a file with bytes changed, digits put in at the cost of as many blanks behind them, and bytes missing or too many
     * at the end.
     */
    static Arbitrary<byte[]> damaged(byte[] file) {
        Arbitrary<Byte> values = Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of("0123456789{}[]\",:\\ ()'"
                        .chars()
                        .mapToObj(c -> (byte) c)
                        .toList()));
        Arbitrary<Integer> positions =
                Arbitraries.integers().between(0, file.length - 1).withDistribution(RandomDistribution.uniform());
        Arbitrary<List<ByteAt>> changes =
                Combinators.combine(positions, values).as(ByteAt::new).list().ofMaxSize(3);
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(12);
        Arbitrary<Integer> lengths = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(file.length)),
                Tuple.of(1, Arbitraries.integers().between(0, file.length + 9)));
        return Combinators.combine(changes, positions, digits, lengths).as((all, position, number, length) -> {
            byte[] copy = withDigits(file, position, number);
            all.forEach(change -> copy[change.position()] = change.value());
            return Arrays.copyOf(copy, length);
        });
    }

    private static byte[] withDigits(byte[] file, int position, String digits) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int blanks = text.indexOf(" ".repeat(digits.length()), position);
        if (blanks < 0) {
            return file.clone();
        }
        String changed = text.substring(0, position)
                + digits
                + text.substring(position, blanks)
                + text.substring(blanks + digits.length());
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private record ByteAt(int position, byte value) {}

    /** How many bytes of memory this thread has asked for so far. */
    static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
