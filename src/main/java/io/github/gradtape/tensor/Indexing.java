package io.github.gradtape.tensor;

import java.util.Arrays;
import java.util.OptionalInt;

/** Picks and places elements by positions that are data: tensors of whole numbers. */
public final class Indexing {

    /** What stands for a label that does not count. */
    static final int IGNORED = -1;

    private Indexing() {}

    /**
     * Picks rows, which are what stands at a position along the first axis: out[i, …] = x[positions[i], …].
     *
     * @param x a tensor of at least one axis
     * @param positions the positions, in the order wanted; the same one may be named again
     * @return the rows, copied
     * @throws IllegalArgumentException if {@code x} has no axis, a position is outside the first or the result is too large
     */
    public static Tensor rows(Tensor x, int... positions) {
        if (x.rank() == 0) {
            throw new IllegalArgumentException("rows of a scalar: there are none");
        }
        Shape shape = x.shape().with(0, positions.length);
        int count = x.shape().extent(0);
        int width = x.shape().without(0).size();
        double[] out = new double[shape.size()];
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0 || positions[i] >= count) {
                throw new IllegalArgumentException("rows of " + x.shape() + ": position " + positions[i] + " at [" + i
                        + "] is outside, as there are " + count + " rows, counted from 0");
            }
            System.arraycopy(x.borrow(), positions[i] * width, out, i * width, width);
        }
        return Tensor.adopt(shape, out);
    }

    /**
     * Picks elements along an axis: out[…, i, …] = x[…, indices[…, i, …], …].
     *
     * @param x the tensor
     * @param axis the axis, negative to count from the end
     * @param indices positions along the axis; any number of them there, otherwise of the extents of {@code x}
     * @return the picked elements, of the shape of {@code indices}
     * @throws IllegalArgumentException if there is no such axis, the other extents differ, or an index is not a whole
     *     number within the axis
     */
    public static Tensor gather(Tensor x, int axis, Tensor indices) {
        int extent = x.shape().extent(axis);
        if (indices.rank() != x.rank()
                || !indices.shape().without(axis).equals(x.shape().without(axis))) {
            throw new IllegalArgumentException("gather along axis " + axis + ": indices of shape " + indices.shape()
                    + " and x of shape " + x.shape() + " may differ along that axis only");
        }
        int[] positions = positions("gather: index", indices, extent, OptionalInt.empty());
        double[] in = x.borrow();
        double[] out = new double[positions.length];
        int step = x.shape().stride(axis);
        int block = indices.shape().extent(axis) * step;
        for (int start = 0, i = 0; i < out.length; start += extent * step) {
            for (int end = i + block; i < end; ) {
                for (int j = 0; j < step; j++, i++) {
                    out[i] = in[start + positions[i] * step + j];
                }
            }
        }
        return Tensor.adopt(indices.shape(), out);
    }

    /**
     * Adds elements into zeros along an axis, the transpose of gathering: out[…, indices[…, i, …], …] += updates[…, i, …].
     *
     * <p>Elements of one place are added in row-major order.
     *
     * @param updates the elements
     * @param axis the axis, negative to count from the end
     * @param indices their positions along the axis, of the shape of {@code updates}
     * @param extent the extent of the result along the axis
     * @return the sums, 0 where no index points
     * @throws IllegalArgumentException if there is no such axis, the shapes differ, the extent is negative or too large, or an
     *     index is not a whole number within it
     */
    public static Tensor scatterAdd(Tensor updates, int axis, Tensor indices, int extent) {
        if (!updates.shape().equals(indices.shape())) {
            throw new IllegalArgumentException("scatterAdd: updates of shape " + updates.shape()
                    + " and indices of shape " + indices.shape() + " must have one shape");
        }
        Shape shape = updates.shape().with(axis, extent);
        int[] positions = positions("scatterAdd: index", indices, extent, OptionalInt.empty());
        double[] in = updates.borrow();
        double[] out = new double[shape.size()];
        int step = shape.stride(axis);
        int block = updates.shape().extent(axis) * step;
        for (int start = 0, i = 0; i < in.length; start += extent * step) {
            for (int end = i + block; i < end; ) {
                for (int j = 0; j < step; j++, i++) {
                    out[start + positions[i] * step + j] += in[i];
                }
            }
        }
        return Tensor.adopt(shape, out);
    }

    /**
     * Class labels as indicator vectors along a new axis: 1 at the position of the label, 0 elsewhere.
     *
     * @param labels whole numbers from 0 to {@code classes} − 1
     * @param axis where the new axis stands in the result, negative to count from its end
     * @param classes the number of classes
     * @return the vectors, of one axis more than the labels
     * @throws IllegalArgumentException if there is no such axis, the number of classes is negative or too large, or a label is
     *     not one of them
     */
    public static Tensor oneHot(Tensor labels, int axis, int classes) {
        Shape shape = labels.shape().inserting(axis, classes);
        int[] positions = positions("oneHot: label", labels, classes, OptionalInt.empty());
        Rows rows = new Rows(shape, axis);
        double[] out = new double[shape.size()];
        for (int row = 0; row < positions.length; row++) {
            out[rows.start(row) + positions[row] * rows.step()] = 1;
        }
        return Tensor.adopt(shape, out);
    }

    /**
     * The elements as integers, each checked to be a position along an axis of the given extent, and {@link #IGNORED} where they
     * are the ignored one, which need not be a position.
     */
    static int[] positions(String name, Tensor indices, int extent, OptionalInt ignored) {
        double[] in = indices.borrow();
        int[] out = new int[in.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) in[i];
            if (ignored.isPresent() && in[i] == ignored.getAsInt()) {
                out[i] = IGNORED;
            } else if (out[i] != in[i] || out[i] < 0 || out[i] >= extent) {
                String given = name + " " + in[i] + " at "
                        + Arrays.toString(indices.shape().index(i));
                if (extent == 0) {
                    throw new IllegalArgumentException(given + " has no place along an axis of extent 0");
                }
                throw new IllegalArgumentException(given
                        + " is not a whole number from 0 to " + (extent - 1)
                        + (ignored.isPresent() ? " and not the ignored label " + ignored.getAsInt() : ""));
            }
        }
        return out;
    }
}
