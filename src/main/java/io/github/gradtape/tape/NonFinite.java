package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The first NaN or infinity of a tensor, in words.
 *
 * @param tensor the tensor
 * @param offset its place in row-major order
 */
record NonFinite(Tensor tensor, int offset) {

    /** Whether a tensor has a NaN or an infinity, and those that it was made of have none. */
    static boolean isMadeOf(Tensor result, Stream<Tensor> inputs) {
        return !isFinite(result) && inputs.allMatch(NonFinite::isFinite);
    }

    private static boolean isFinite(Tensor tensor) {
        return offsetIn(tensor) == tensor.size();
    }

    /** Of a tensor that has one. */
    static NonFinite firstOf(Tensor tensor) {
        return new NonFinite(tensor, offsetIn(tensor));
    }

    /** The place of the first NaN or infinity, or the size if there is none. */
    private static int offsetIn(Tensor tensor) {
        double[] values = tensor.borrow();
        int offset = 0;
        while (offset < values.length && Double.isFinite(values[offset])) {
            offset++;
        }
        return offset;
    }

    /** For example {@code NaN at [0, 2]}; without the place if there is but one. */
    @Override
    public String toString() {
        double value = tensor.borrow()[offset];
        return tensor.rank() == 0
                ? String.valueOf(value)
                : value + " at " + Arrays.toString(tensor.shape().index(offset));
    }

    /** What another tensor holds: at this place, if it broadcasts to the shape of this one, and throughout. */
    String beside(String name, Tensor other) {
        if (other.size() == 0) {
            return name + " is empty";
        }
        double low = DoubleStream.of(other.borrow()).min().getAsDouble();
        double high = DoubleStream.of(other.borrow()).max().getAsDouble();
        if (low == high) {
            return name + " is " + low;
        }
        String range = "between " + low + " and " + high;
        if (!other.shape().broadcastsTo(tensor.shape())) {
            return name + " is " + range;
        }
        int[] index = tensor.shape().index(offset);
        int[] there = Arrays.copyOfRange(index, index.length - other.rank(), index.length);
        for (int axis = 0; axis < there.length; axis++) {
            there[axis] = other.shape().extent(axis) == 1 ? 0 : there[axis];
        }
        return name + " is " + other.get(there) + " at " + Arrays.toString(there) + ", " + range + " throughout";
    }
}
