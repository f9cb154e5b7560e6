package io.github.gradtape.tensor;

import java.util.Arrays;

/** Moves elements without changing them: reshaping, permuting, cutting and joining. */
public final class Layout {

    private Layout() {}

    /**
     * The same elements in the same row-major order under another shape.
     *
     * @param x the tensor
     * @param shape the new shape, of as many elements
     * @return a tensor of that shape, which shares the elements
     * @throws IllegalArgumentException if the new shape holds another number of elements
     */
    public static Tensor reshape(Tensor x, Shape shape) {
        if (x.size() != shape.size()) {
            throw new IllegalArgumentException("shape " + x.shape() + " of " + x.size()
                    + " elements cannot be reshaped to " + shape + ", which holds " + shape.size());
        }
        return Tensor.adopt(shape, x.borrow());
    }

    /**
     * Reorders the axes: axis k of the result is axis {@code axes[k]} of the tensor.
     *
     * @param x the tensor
     * @param axes every axis of the tensor once, negative to count from the end
     * @return the tensor with its axes in the new order
     * @throws IllegalArgumentException if there is no such axis, or one is missing or named twice
     */
    public static Tensor permute(Tensor x, int... axes) {
        Shape shape = x.shape();
        if (axes.length != shape.rank()) {
            throw new IllegalArgumentException("axes " + Arrays.toString(axes) + " do not permute shape " + shape
                    + ": each of its " + shape.rank() + " axes must be named once");
        }
        shape.mask(axes);
        int[] extents = new int[axes.length];
        int[] strides = new int[axes.length];
        for (int k = 0; k < axes.length; k++) {
            int axis = shape.axis(axes[k]);
            extents[k] = shape.extent(axis);
            strides[k] = shape.stride(axis);
        }
        int last = axes.length - 1;
        if (last < 0) {
            return x;
        }
        Shape permuted = Shape.of(extents);
        double[] in = x.borrow();
        double[] out = new double[in.length];
        Odometer rows = new Odometer(permuted, last, strides);
        for (int start = 0; start < out.length; start += extents[last], rows.advance()) {
            int i = rows.offset(0);
            for (int o = start; o < start + extents[last]; o++) {
                out[o] = in[i];
                i += strides[last];
            }
        }
        return Tensor.adopt(permuted, out);
    }

    /**
     * The part of a tensor between two positions along one axis.
     *
     * @param x the tensor
     * @param axis the axis, negative to count from the end
     * @param from the first position taken
     * @param to the position after the last one taken, not before {@code from}
     * @return the part, of extent {@code to − from} along the axis
     * @throws IllegalArgumentException if there is no such axis or the positions are not 0 ≤ from ≤ to ≤ extent
     */
    public static Tensor slice(Tensor x, int axis, int from, int to) {
        int extent = x.shape().extent(axis);
        if (from < 0 || from > to || to > extent) {
            throw new IllegalArgumentException("slice " + from + " to " + to + " of shape " + x.shape() + " along axis "
                    + axis + ": must be 0 ≤ from ≤ to ≤ " + extent);
        }
        Shape shape = x.shape().with(axis, to - from);
        int inner = x.shape().stride(axis);
        double[] out = new double[shape.size()];
        int length = (to - from) * inner;
        for (int start = 0, i = from * inner; start < out.length; start += length, i += extent * inner) {
            System.arraycopy(x.borrow(), i, out, start, length);
        }
        return Tensor.adopt(shape, out);
    }

    /**
     * A tensor with zeros before and after it along one axis: the transpose of slicing.
     *
     * @param x the tensor
     * @param axis the axis, negative to count from the end
     * @param before how many zeros to put before, not negative
     * @param after how many zeros to put after, not negative
     * @return the tensor, of extent {@code before + extent + after} along the axis
     * @throws IllegalArgumentException if there is no such axis, a number is negative or the result too large
     */
    public static Tensor pad(Tensor x, int axis, int before, int after) {
        int extent = x.shape().extent(axis);
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException("pad of shape " + x.shape() + " along axis " + axis + " by " + before
                    + " before and " + after + " after: neither must be negative");
        }
        Shape shape = x.shape().with(axis, total(extent, before, after));
        int inner = x.shape().stride(axis);
        double[] out = new double[shape.size()];
        place(x.borrow(), extent * inner, out, before * inner, shape.extent(axis) * inner);
        return Tensor.adopt(shape, out);
    }

    /**
     * Tensors joined end to end along an axis.
     *
     * @param axis the axis, negative to count from the end
     * @param parts at least one tensor; all of one shape but for their extents along the axis
     * @return the joined tensor, whose extent along the axis is the sum of theirs
     * @throws IllegalArgumentException if there are no parts, no such axis, the parts' other extents differ or the result is too large
     */
    public static Tensor concatenate(int axis, Tensor... parts) {
        requireParts("concatenate", parts);
        Shape first = parts[0].shape();
        Shape others = first.without(axis);
        int[] extents = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Shape shape = parts[i].shape();
            if (shape.rank() != first.rank() || !shape.without(axis).equals(others)) {
                throw new IllegalArgumentException("concatenate along axis " + axis + ": part 0 has shape " + first
                        + ", part " + i + " has shape " + shape + "; only that axis may differ");
            }
            extents[i] = shape.extent(axis);
        }
        Shape joined = first.with(axis, total(extents));
        int inner = first.stride(axis);
        int run = joined.extent(axis) * inner;
        double[] out = new double[joined.size()];
        int start = 0;
        for (int i = 0; i < parts.length; i++) {
            int length = extents[i] * inner;
            place(parts[i].borrow(), length, out, start, run);
            start += length;
        }
        return Tensor.adopt(joined, out);
    }

    /**
     * Tensors of one shape, side by side along a new axis.
     *
     * @param axis where the new axis stands in the result, negative to count from its end
     * @param parts at least one tensor; all of one shape
     * @return the stacked tensor, of one axis more
     * @throws IllegalArgumentException if there are no parts, their shapes differ, there is no such axis or the result is too large
     */
    public static Tensor stack(int axis, Tensor... parts) {
        requireParts("stack", parts);
        Shape shape = parts[0].shape();
        Shape unit = shape.inserting(axis, 1);
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].shape().equals(shape)) {
                throw new IllegalArgumentException("stack needs one shape: part 0 has shape " + shape + ", part " + i
                        + " has shape " + parts[i].shape());
            }
        }
        Tensor[] units = new Tensor[parts.length];
        Arrays.setAll(units, i -> reshape(parts[i], unit));
        return concatenate(axis, units);
    }

    /** Copies an array in stretches of one length to start, start + step, … */
    private static void place(double[] part, int length, double[] out, int start, int step) {
        for (int i = 0, o = start; i < part.length; i += length, o += step) {
            System.arraycopy(part, i, out, o, length);
        }
    }

    private static int total(int... extents) {
        long total = 0;
        for (int extent : extents) {
            total += extent;
        }
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "extents " + Arrays.toString(extents) + " add up to more than " + Integer.MAX_VALUE);
        }
        return (int) total;
    }

    private static void requireParts(String name, Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException(name + " needs at least one tensor");
        }
    }
}
