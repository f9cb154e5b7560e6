package io.github.gradtape.nn.onnx;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The messages of ONNX by the field numbers of
 * <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, as far as a network needs them.
 */
final class Proto {

    /** Of 2020, as is the operator set that goes with it: whatever reads ONNX today reads these. */
    private static final int IR_VERSION = 7;

    private static final int OPERATOR_SET = 13;

    /** Element types. */
    static final int INT64 = 7;

    static final int DOUBLE = 11;

    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_STRING = 3;
    private static final int ATTRIBUTE_INTS = 7;

    private Proto() {}

    static Protobuf model(Protobuf graph) {
        return new Protobuf()
                .with(1, IR_VERSION)
                .with(2, "gradtape")
                .with(7, graph)
                .with(8, new Protobuf().with(1, "").with(2, OPERATOR_SET));
    }

    static Protobuf graph(
            String name, List<Protobuf> nodes, List<Protobuf> initializers, Protobuf input, Protobuf output) {
        Protobuf graph = new Protobuf();
        nodes.forEach(node -> graph.with(1, node));
        graph.with(2, name);
        initializers.forEach(tensor -> graph.with(5, tensor));
        return graph.with(11, input).with(12, output);
    }

    static Protobuf node(String name, String op, List<String> inputs, String output, List<Protobuf> attributes) {
        Protobuf node = new Protobuf();
        inputs.forEach(input -> node.with(1, input));
        node.with(2, output).with(3, name).with(4, op);
        attributes.forEach(attribute -> node.with(5, attribute));
        return node;
    }

    static Protobuf attribute(String name, long value) {
        return new Protobuf().with(1, name).with(3, value).with(20, ATTRIBUTE_INT);
    }

    static Protobuf attribute(String name, String value) {
        return new Protobuf().with(1, name).with(4, value).with(20, ATTRIBUTE_STRING);
    }

    static Protobuf attribute(String name, long[] values) {
        Protobuf attribute = new Protobuf().with(1, name);
        for (long value : values) {
            attribute.with(8, value);
        }
        return attribute.with(20, ATTRIBUTE_INTS);
    }

    static Protobuf tensor(String name, Tensor tensor) {
        byte[] raw = new byte[tensor.size() * Double.BYTES];
        littleEndian(raw).asDoubleBuffer().put(tensor.borrow());
        return tensor(name, tensor.shape(), DOUBLE, raw);
    }

    static Protobuf tensor(String name, Shape shape, long[] values) {
        byte[] raw = new byte[values.length * Long.BYTES];
        littleEndian(raw).asLongBuffer().put(values);
        return tensor(name, shape, INT64, raw);
    }

    private static Protobuf tensor(String name, Shape shape, int type, byte[] raw) {
        Protobuf tensor = new Protobuf();
        for (int extent : shape.extents()) {
            tensor.with(1, extent);
        }
        return tensor.with(2, type).with(8, name).with(9, raw);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An input or output of the graph: doubles, any number n of samples of a shape. */
    static Protobuf batch(String name, Shape sample) {
        Protobuf shape = new Protobuf().with(1, new Protobuf().with(2, "n"));
        for (int extent : sample.extents()) {
            shape.with(1, new Protobuf().with(1, extent));
        }
        Protobuf tensorType = new Protobuf().with(1, DOUBLE).with(2, shape);
        return new Protobuf().with(1, name).with(2, new Protobuf().with(1, tensorType));
    }
}
