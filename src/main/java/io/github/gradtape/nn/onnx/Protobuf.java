package io.github.gradtape.nn.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the <a href="https://protobuf.dev/programming-guides/encoding/">wire format of protocol buffers</a>: fields one after
 * the other, each a tag, which is its number and a type, and its value.
 */
final class Protobuf {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds an integer; negative ones take ten bytes, as the format has it. */
    Protobuf with(int field, long value) {
        varint(((long) field << 3) | VARINT);
        varint(value);
        return this;
    }

    Protobuf with(int field, String text) {
        return with(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf with(int field, Protobuf message) {
        return with(field, message.toByteArray());
    }

    Protobuf with(int field, byte[] content) {
        varint(((long) field << 3) | LENGTH_DELIMITED);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
