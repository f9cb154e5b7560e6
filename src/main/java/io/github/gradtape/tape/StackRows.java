package io.github.gradtape.tape;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows of a Jacobian as one node: for each element of the output in row-major order a tensor of the input's shape.
 *
 * <p>The result has the output's shape followed by the input's.
 */
record StackRows(Shape outputs, Shape inputs) implements Op {

    /** Refuses a Jacobian that no tensor holds, before any row of it is made. */
    StackRows {
        try {
            shape(outputs, inputs);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the Jacobian of an output of shape " + outputs + " by an input of shape " + inputs + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public Tensor evaluate(Tensor... rows) {
        Arity.require(outputs.size(), rows);
        Shape shape = shape(outputs, inputs);
        double[] stacked = new double[shape.size()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i].borrow(), 0, stacked, i * inputs.size(), inputs.size());
        }
        return Tensor.adopt(shape, stacked);
    }

    private static Shape shape(Shape outputs, Shape inputs) {
        return Shape.of(IntStream.concat(Arrays.stream(outputs.extents()), Arrays.stream(inputs.extents()))
                .toArray());
    }

    @Override
    public Node pullback(int row, Node yBar, Node y, Node... rows) {
        return new Row(row, this).apply(yBar);
    }

    /** One of the rows that were stacked. */
    record Row(int index, StackRows stack) implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor stacked) {
            int size = stack.inputs.size();
            return Tensor.adopt(stack.inputs, Arrays.copyOfRange(stacked.borrow(), index * size, (index + 1) * size));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node stacked) {
            Node[] rows = new Node[stack.outputs.size()];
            Arrays.fill(rows, Node.constant(Tensor.zeros(stack.inputs)));
            rows[index] = yBar;
            return stack.apply(rows);
        }
    }
}
