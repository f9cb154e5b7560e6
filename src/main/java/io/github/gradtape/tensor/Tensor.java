package io.github.gradtape.tensor;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * An immutable dense array of doubles of any rank, in row-major order.
 *
 * <p>Two tensors are equal if their shapes are and every element has the same bits as {@link Double#equals} sees them: NaN
 * equals NaN, and 0.0 differs from −0.0.
 */
public final class Tensor {

    private final Shape shape;
    private final double[] values;

    private Tensor(Shape shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * A vector.
     *
     * @param values its elements, copied
     * @return a tensor of rank 1
     */
    public static Tensor of(double... values) {
        return new Tensor(Shape.of(values.length), values.clone());
    }

    /**
     * A matrix from its rows.
     *
     * @param rows the rows, all of one length
     * @return a tensor of rank 2
     * @throws IllegalArgumentException if there are no rows, or they differ in length
     */
    public static Tensor of(double[][] rows) {
        return nested(Arrays.stream(rows).map(Tensor::of).toArray(Tensor[]::new));
    }

    /**
     * A tensor of rank 3 from nested arrays.
     *
     * @param matrices the matrices, all of one shape
     * @return a tensor of rank 3
     * @throws IllegalArgumentException if the nested arrays are ragged, or there are no rows
     */
    public static Tensor of(double[][][] matrices) {
        return nested(Arrays.stream(matrices).map(Tensor::of).toArray(Tensor[]::new));
    }

    /**
     * A tensor of rank 4 from nested arrays.
     *
     * @param blocks the tensors of rank 3, all of one shape
     * @return a tensor of rank 4
     * @throws IllegalArgumentException if the nested arrays are ragged, or there are no rows
     */
    public static Tensor of(double[][][][] blocks) {
        return nested(Arrays.stream(blocks).map(Tensor::of).toArray(Tensor[]::new));
    }

    private static Tensor nested(Tensor... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("an empty nested array has no inner shape: use zeros(shape)");
        }
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].shape.equals(parts[0].shape)) {
                throw new IllegalArgumentException("ragged nested array: entry 0 has shape " + parts[0].shape
                        + ", entry " + i + " has shape " + parts[i].shape);
            }
        }
        return Layout.stack(0, parts);
    }

    /**
     * A single number.
     *
     * @param value the number
     * @return a tensor of rank 0
     */
    public static Tensor scalar(double value) {
        return new Tensor(Shape.SCALAR, new double[] {value});
    }

    /**
     * A tensor of a given shape from its elements in row-major order.
     *
     * @param shape the shape
     * @param values as many elements as the shape holds, copied
     * @return the tensor
     * @throws IllegalArgumentException if the number of elements is not the shape's
     */
    public static Tensor of(Shape shape, double... values) {
        return adopt(shape, values.clone());
    }

    /**
     * A tensor of one repeated value.
     *
     * @param shape the shape
     * @param value the value of every element
     * @return the tensor
     */
    public static Tensor full(Shape shape, double value) {
        double[] values = new double[shape.size()];
        Arrays.fill(values, value);
        return new Tensor(shape, values);
    }

    /**
     * A tensor of zeros.
     *
     * @param shape the shape
     * @return the tensor
     */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new double[shape.size()]);
    }

    /**
     * A tensor of ones.
     *
     * @param shape the shape
     * @return the tensor
     */
    public static Tensor ones(Shape shape) {
        return full(shape, 1);
    }

    /**
     * A tensor of independent draws, uniform in [low, high).
     *
     * @param shape the shape
     * @param low the least value
     * @param high the bound above, greater than {@code low}
     * @param random where the numbers come from, in row-major order
     * @return the tensor
     * @throws IllegalArgumentException if {@code low} is not less than {@code high}, or either of them or their difference is not finite
     */
    public static Tensor uniform(Shape shape, double low, double high, RandomGenerator random) {
        if (!(low < high && high - low < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "uniform needs finite low < high of a finite difference, was given " + low + " and " + high);
        }
        return new Tensor(shape, random.doubles(shape.size(), low, high).toArray());
    }

    /**
     * A tensor of independent draws from the normal distribution.
     *
     * @param shape the shape
     * @param mean the mean
     * @param deviation the standard deviation, not negative
     * @param random where the numbers come from, in row-major order
     * @return the tensor
     * @throws IllegalArgumentException if the deviation is negative or NaN
     */
    public static Tensor normal(Shape shape, double mean, double deviation, RandomGenerator random) {
        if (!(deviation >= 0)) {
            throw new IllegalArgumentException("normal needs a deviation of at least 0, was given " + deviation);
        }
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian(mean, deviation);
        }
        return new Tensor(shape, values);
    }

    /**
     * Takes over a fresh array without copying it: the door for authors of fast kernels and ops.
     *
     * @param shape the shape
     * @param values the elements in row-major order; the caller must not keep or change the array afterwards
     * @return a tensor backed by that very array
     * @throws IllegalArgumentException if the number of elements is not the shape's
     */
    public static Tensor adopt(Shape shape, double[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " holds " + shape.size() + " elements, but " + values.length + " were given");
        }
        return new Tensor(shape, values);
    }

    /**
     * The very array behind this tensor, in row-major order: the door for authors of fast kernels and ops.
     *
     * @return the array itself, which must only be read
     */
    public double[] borrow() {
        return values;
    }

    /**
     * The shape.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The number of axes.
     *
     * @return the rank of the shape
     */
    public int rank() {
        return shape.rank();
    }

    /**
     * The number of elements.
     *
     * @return the size of the shape
     */
    public int size() {
        return values.length;
    }

    /**
     * One element.
     *
     * @param index one position an axis, each within the axis's extent
     * @return the element there
     * @throws IllegalArgumentException if the number of positions is not the rank, or one is outside
     */
    public double get(int... index) {
        if (index.length != rank()) {
            throw new IllegalArgumentException(
                    "index " + Arrays.toString(index) + " does not have one position for each axis of shape " + shape);
        }
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            int extent = shape.extent(axis);
            if (index[axis] < 0 || index[axis] >= extent) {
                throw new IllegalArgumentException("index " + Arrays.toString(index) + " is outside shape " + shape
                        + ": axis " + axis + (extent == 0 ? " is empty" : " allows 0 to " + (extent - 1)));
            }
            offset = offset * extent + index[axis];
        }
        return values[offset];
    }

    /**
     * The value of a tensor that holds just one.
     *
     * @return the only element
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public double item() {
        if (values.length != 1) {
            throw new IllegalArgumentException("item() needs exactly one element, shape " + shape + " holds " + size());
        }
        return values[0];
    }

    /**
     * The elements in row-major order.
     *
     * @return a copy
     */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Tensor that && shape.equals(that.shape) && Arrays.equals(values, that.values));
    }

    @Override
    public int hashCode() {
        return Objects.hash(shape, Arrays.hashCode(values));
    }

    /**
     * The elements as NumPy prints an array: eight digits, columns aligned, long axes shortened to their ends.
     *
     * @return for example {@code [0.10650698 0.10650698 0.78698604]}
     */
    @Override
    public String toString() {
        return new TensorFormat(this).toString();
    }
}
