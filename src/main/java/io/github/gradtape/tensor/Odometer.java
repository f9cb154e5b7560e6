package io.github.gradtape.tensor;

import java.util.Arrays;

/**
 * Walks the positions of the leading axes of a shape in row-major order and keeps, for each of several operands, the offset
 * of the current position under that operand's strides.
 */
final class Odometer {

    private final int[] extents;
    private final int[] position;
    private final int[][] strides;
    private final int[] offsets;

    /**
     * Starts at position 0.
     *
     * @param shape the shape walked
     * @param axes how many leading axes to walk
     * @param strides for each operand its stride along every axis of the shape
     */
    Odometer(Shape shape, int axes, int[]... strides) {
        this.extents = Arrays.copyOf(shape.extents(), axes);
        this.position = new int[axes];
        this.strides = strides;
        this.offsets = new int[strides.length];
    }

    int offset(int operand) {
        return offsets[operand];
    }

    /** Moves to the next position; after the last one, back to the first. */
    void advance() {
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            boolean carry = ++position[axis] == extents[axis];
            int steps = carry ? 1 - extents[axis] : 1;
            for (int operand = 0; operand < offsets.length; operand++) {
                offsets[operand] += steps * strides[operand][axis];
            }
            if (!carry) {
                return;
            }
            position[axis] = 0;
        }
    }
}
