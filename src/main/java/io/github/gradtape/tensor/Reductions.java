package io.github.gradtape.tensor;

import java.util.function.DoubleBinaryOperator;

/**
 * Sums, means and extremes along any axes.
 *
 * <p>The axes go. Where they are to stay, with extent 1, as for a broadcast back, it is {@link #sumTo} or {@link #maxTo} of
 * {@link Shape#collapsing}.
 */
public final class Reductions {

    private Reductions() {}

    /**
     * The sum along axes, added in row-major order; 0 over no elements.
     *
     * @param x the tensor
     * @param axes the axes to sum along, none for all
     * @return the sums
     * @throws IllegalArgumentException if there is no such axis, or one is named twice
     */
    public static Tensor sum(Tensor x, int... axes) {
        return reduce(x, 0, Double::sum, axes);
    }

    /**
     * The mean along axes; NaN over no elements.
     *
     * @param x the tensor
     * @param axes the axes to average along, none for all
     * @return the means
     * @throws IllegalArgumentException if there is no such axis, or one is named twice
     */
    public static Tensor mean(Tensor x, int... axes) {
        Tensor sum = sum(x, axes);
        double count = (double) x.size() / sum.size();
        return Elementwise.map(sum, total -> total / count);
    }

    /**
     * The largest value along axes, NaN if any is NaN.
     *
     * @param x the tensor
     * @param axes the axes to reduce, none for all
     * @return the largest values
     * @throws IllegalArgumentException if there is no such axis, one is named twice, or a result would be that of no elements
     */
    public static Tensor max(Tensor x, int... axes) {
        requireElements("max", x.shape(), x.shape().without(axes));
        return reduce(x, Double.NEGATIVE_INFINITY, Math::max, axes);
    }

    /**
     * The least value along axes, NaN if any is NaN.
     *
     * @param x the tensor
     * @param axes the axes to reduce, none for all
     * @return the least values
     * @throws IllegalArgumentException if there is no such axis, one is named twice, or a result would be that of no elements
     */
    public static Tensor min(Tensor x, int... axes) {
        requireElements("min", x.shape(), x.shape().without(axes));
        return reduce(x, Double.POSITIVE_INFINITY, Math::min, axes);
    }

    /**
     * The position of the largest value along an axis; the first of ties, and the first NaN if there is any.
     *
     * @param x the tensor
     * @param axis the axis, negative to count from the end
     * @return positions as whole numbers, of the shape without that axis
     * @throws IllegalArgumentException if there is no such axis or it has no elements
     */
    public static Tensor argmax(Tensor x, int axis) {
        if (x.shape().extent(axis) == 0) {
            throw new IllegalArgumentException(
                    "argmax of no elements: shape " + x.shape() + " is empty along axis " + axis);
        }
        Rows rows = new Rows(x.shape(), axis);
        RowInput input = new RowInput(rows, x.borrow());
        double[] out = new double[rows.count()];
        for (int row = 0; row < out.length; row++) {
            int start = input.start(row);
            out[row] = top(input.array(), start, rows.length());
        }
        return Tensor.adopt(x.shape().without(axis), out);
    }

    /** The place of the first of the largest of n numbers, or of the first NaN if there is one, counted from where they start. */
    static int top(double[] x, int start, int n) {
        int top = start;
        double max = x[start];
        for (int k = start + 1; k < start + n; k++) {
            if (!(x[k] <= max)) {
                if (Double.isNaN(max)) {
                    break;
                }
                top = k;
                max = x[k];
            }
        }
        return top - start;
    }

    /**
     * Sums a tensor down to a shape that broadcasts to its own: the transpose of broadcasting.
     *
     * @param x the tensor
     * @param shape the shape wanted
     * @return the sums over all axes along which {@code shape} is repeated
     * @throws IllegalArgumentException if {@code shape} does not broadcast to that of {@code x}
     */
    public static Tensor sumTo(Tensor x, Shape shape) {
        return shape.size() > 1 && shape.endsLikewise(x.shape()) && !shape.equals(x.shape())
                ? sumOfBlocks(x, shape)
                : accumulateTo(x, shape, "summed", 0, Double::sum);
    }

    /**
     * The largest values down to a shape that broadcasts to the tensor's own, NaN if any is NaN.
     *
     * @param x the tensor
     * @param shape the shape wanted
     * @return the largest values along all axes along which {@code shape} is repeated
     * @throws IllegalArgumentException if {@code shape} does not broadcast to that of {@code x}, or one of its elements would
     *     be the largest of no elements
     */
    public static Tensor maxTo(Tensor x, Shape shape) {
        requireElements("max", x.shape(), shape);
        return accumulateTo(x, shape, "reduced", Double.NEGATIVE_INFINITY, Math::max);
    }

    /** The sum along the first axes, as of the rows of a batch: without strides to follow. */
    private static Tensor sumOfBlocks(Tensor x, Shape shape) {
        double[] in = x.borrow();
        double[] out = new double[shape.size()];
        for (int start = 0; start < in.length; start += out.length) {
            for (int i = 0; i < out.length; i++) {
                out[i] += in[start + i];
            }
        }
        return Tensor.adopt(shape, out);
    }

    private static Tensor accumulateTo(Tensor x, Shape shape, String verb, double start, DoubleBinaryOperator f) {
        if (x.shape().equals(shape)) {
            return x;
        }
        if (!shape.broadcastsTo(x.shape())) {
            throw new IllegalArgumentException(
                    "shape " + x.shape() + " is not " + verb + " to " + shape + ", which does not broadcast to it");
        }
        return accumulate(x, shape, start, f);
    }

    private static Tensor reduce(Tensor x, double start, DoubleBinaryOperator f, int... axes) {
        Tensor collapsed = accumulate(x, x.shape().collapsing(axes), start, f);
        return Tensor.adopt(x.shape().without(axes), collapsed.borrow());
    }

    private static Tensor accumulate(Tensor x, Shape target, double start, DoubleBinaryOperator f) {
        double[] in = x.borrow();
        if (target.size() == 1) {
            double total = start;
            for (double value : in) {
                total = f.applyAsDouble(total, value);
            }
            return Tensor.full(target, total);
        }
        double[] out = Tensor.full(target, start).borrow();
        int last = x.rank() - 1;
        int columns = x.shape().extent(last);
        int[] strides = target.stridesWithin(x.shape());
        Odometer rows = new Odometer(x.shape(), last, strides);
        for (int begin = 0; begin < in.length; begin += columns, rows.advance()) {
            int o = rows.offset(0);
            if (strides[last] == 0) {
                double total = out[o];
                for (int i = begin; i < begin + columns; i++) {
                    total = f.applyAsDouble(total, in[i]);
                }
                out[o] = total;
            } else {
                for (int i = begin; i < begin + columns; i++) {
                    out[o] = f.applyAsDouble(out[o], in[i]);
                    o++;
                }
            }
        }
        return Tensor.adopt(target, out);
    }

    private static void requireElements(String name, Shape from, Shape to) {
        if (from.size() == 0 && to.size() > 0) {
            throw new IllegalArgumentException(
                    name + " of no elements: shape " + from + " is empty, " + to + " is not");
        }
    }
}
