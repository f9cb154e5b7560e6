package io.github.gradtape.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes as the format's own description has them, or computed by hand from it. */
class ProtobufTest {

    private static void assertBytes(String hex, Protobuf message) {
        assertEquals(hex, HexFormat.ofDelimiter(" ").formatHex(message.toByteArray()));
    }

    @Test
    void integersAreVarints() {
        assertBytes("08 00", new Protobuf().with(1, 0));
        assertBytes("08 7f", new Protobuf().with(1, 127));
        assertBytes("08 80 01", new Protobuf().with(1, 128));
        assertBytes("08 96 01", new Protobuf().with(1, 150));
        assertBytes("08 ff ff ff ff ff ff ff ff 7f", new Protobuf().with(1, Long.MAX_VALUE));
    }

    @Test
    void negativeIntegersTakeTenBytes() {
        assertBytes("08 fe ff ff ff ff ff ff ff ff 01", new Protobuf().with(1, -2));
    }

    @Test
    void textsAndMessagesComeAfterTheirLengths() {
        assertBytes("12 07 74 65 73 74 69 6e 67", new Protobuf().with(2, "testing"));
        assertBytes("12 02 ce b2", new Protobuf().with(2, "β"));
        assertBytes("1a 03 08 96 01", new Protobuf().with(3, new Protobuf().with(1, 150)));
    }

    @Test
    void tagsOfLaterFieldsTakeTwoBytes() {
        assertBytes("a0 01 01", new Protobuf().with(20, 1));
    }

    @Test
    void fieldsStandInTheOrderInWhichTheyAreAdded() {
        assertBytes("10 01 08 02 08 03", new Protobuf().with(2, 1).with(1, 2).with(1, 3));
    }
}
