package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Shape;
import java.util.Arrays;

/** Where an element stands in a tensor. */
final class Position {

    private Position() {}

    /** The indices of an element counted in row-major order, for example {@code [1, 0]}. */
    static String of(int offset, Shape shape) {
        return Arrays.toString(indices(offset, shape));
    }

    static int[] indices(int offset, Shape shape) {
        int[] indices = new int[shape.rank()];
        int rest = offset;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            indices[axis] = rest % shape.extent(axis);
            rest /= shape.extent(axis);
        }
        return indices;
    }
}
