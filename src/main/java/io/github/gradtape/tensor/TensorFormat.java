package io.github.gradtape.tensor;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Prints a tensor as NumPy's {@code str} prints an array under its default options. */
final class TensorFormat {

    private static final int THRESHOLD = 1000;
    private static final int EDGE_ITEMS = 3;
    private static final int LINE_WIDTH = 75;
    private static final int ELLIPSIS = -1;

    private final Shape shape;
    private final double[] values;

    TensorFormat(Tensor tensor) {
        this.shape = tensor.shape();
        this.values = tensor.borrow();
    }

    @Override
    public String toString() {
        if (shape.rank() == 0) {
            return NumberColumn.single(values[0]);
        }
        if (values.length == 0) {
            return "[]";
        }
        StringBuilder out = new StringBuilder();
        append(out, new NumberColumn(shown(0, 0).toArray()), 0, 0);
        return out.toString();
    }

    private void append(StringBuilder out, NumberColumn column, int axis, int offset) {
        out.append('[');
        if (axis == shape.rank() - 1) {
            appendRow(out, column, offset);
        } else {
            String separator = "\n".repeat(shape.rank() - axis - 1) + indent(axis);
            int[] positions = positions(axis).toArray();
            for (int k = 0; k < positions.length; k++) {
                out.append(k == 0 ? "" : separator);
                if (positions[k] == ELLIPSIS) {
                    out.append("...");
                } else {
                    append(out, column, axis + 1, offset + positions[k] * shape.stride(axis));
                }
            }
        }
        out.append(']');
    }

    private void appendRow(StringBuilder out, NumberColumn column, int offset) {
        int axis = shape.rank() - 1;
        String indent = indent(axis);
        StringBuilder line = new StringBuilder();
        for (int position : positions(axis).toArray()) {
            String word = position == ELLIPSIS ? "..." : column.format(values[offset + position]);
            if (line.isEmpty()) {
                line.append(word);
            } else if (indent.length() + line.length() + 1 + word.length() > LINE_WIDTH - shape.rank()) {
                out.append(line.toString().stripTrailing()).append('\n').append(indent);
                line = new StringBuilder(word);
            } else {
                line.append(' ').append(word);
            }
        }
        out.append(line);
    }

    private static String indent(int axis) {
        return " ".repeat(axis + 1);
    }

    /** The positions printed along an axis. */
    private IntStream positions(int axis) {
        int extent = shape.extent(axis);
        if (values.length <= THRESHOLD || extent <= 2 * EDGE_ITEMS) {
            return IntStream.range(0, extent);
        }
        return IntStream.concat(
                IntStream.concat(IntStream.range(0, EDGE_ITEMS), IntStream.of(ELLIPSIS)),
                IntStream.range(extent - EDGE_ITEMS, extent));
    }

    /** The numbers printed, on which the width of the column depends. */
    private DoubleStream shown(int axis, int offset) {
        return axis == shape.rank()
                ? DoubleStream.of(values[offset])
                : positions(axis)
                        .filter(position -> position != ELLIPSIS)
                        .mapToObj(position -> shown(axis + 1, offset + position * shape.stride(axis)))
                        .flatMapToDouble(part -> part);
    }
}
