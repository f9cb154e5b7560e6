package io.github.gradtape.tensor;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic and maps, element by element, with NumPy's broadcasting. */
public final class Elementwise {

    private Elementwise() {}

    /**
     * The sum a + b.
     *
     * @param a the first summand
     * @param b the second summand, of a shape that broadcasts with the first
     * @return the sum, of the common shape
     * @throws IllegalArgumentException if the shapes do not {@linkplain Shape#broadcast broadcast}
     */
    public static Tensor add(Tensor a, Tensor b) {
        Pair pair = new Pair(a, b);
        double[] x = pair.a;
        double[] y = pair.b;
        double[] out = pair.out;
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] + y[i];
        }
        return Tensor.adopt(pair.shape, out);
    }

    /**
     * The difference a − b.
     *
     * @param a the minuend
     * @param b the subtrahend, of a shape that broadcasts with the first
     * @return the difference, of the common shape
     * @throws IllegalArgumentException if the shapes do not {@linkplain Shape#broadcast broadcast}
     */
    public static Tensor subtract(Tensor a, Tensor b) {
        Pair pair = new Pair(a, b);
        double[] x = pair.a;
        double[] y = pair.b;
        double[] out = pair.out;
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] - y[i];
        }
        return Tensor.adopt(pair.shape, out);
    }

    /**
     * The product a ⊙ b, element by element.
     *
     * @param a the first factor
     * @param b the second factor, of a shape that broadcasts with the first
     * @return the product, of the common shape
     * @throws IllegalArgumentException if the shapes do not {@linkplain Shape#broadcast broadcast}
     */
    public static Tensor multiply(Tensor a, Tensor b) {
        Pair pair = new Pair(a, b);
        double[] x = pair.a;
        double[] y = pair.b;
        double[] out = pair.out;
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] * y[i];
        }
        return Tensor.adopt(pair.shape, out);
    }

    /**
     * A tensor scaled by a number.
     *
     * @param a the tensor
     * @param factor the number every element is multiplied with
     * @return the scaled tensor
     */
    public static Tensor multiply(Tensor a, double factor) {
        double[] in = a.borrow();
        double[] out = new double[in.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = in[i] * factor;
        }
        return Tensor.adopt(a.shape(), out);
    }

    /**
     * The quotient a / b, element by element, by IEEE 754's rules for zeros and infinities.
     *
     * @param a the dividend
     * @param b the divisor, of a shape that broadcasts with the first
     * @return the quotient, of the common shape
     * @throws IllegalArgumentException if the shapes do not {@linkplain Shape#broadcast broadcast}
     */
    public static Tensor divide(Tensor a, Tensor b) {
        Pair pair = new Pair(a, b);
        double[] x = pair.a;
        double[] y = pair.b;
        double[] out = pair.out;
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] / y[i];
        }
        return Tensor.adopt(pair.shape, out);
    }

    /**
     * The larger of each element and 0.
     *
     * @param x the tensor
     * @return max(x, 0); NaN of NaN
     */
    public static Tensor relu(Tensor x) {
        double[] in = x.borrow();
        double[] out = new double[in.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(in[i], 0);
        }
        return Tensor.adopt(x.shape(), out);
    }

    /**
     * One value where a condition holds, another where it does not; neither is computed with.
     *
     * @param condition holds where it is not 0; −0 is 0, NaN is not
     * @param a the values where it holds
     * @param b the values where it does not
     * @return the chosen values, of the common shape
     * @throws IllegalArgumentException if the shapes do not {@linkplain Shape#broadcast broadcast}
     */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Shape shape = condition.shape().broadcast(a.shape()).broadcast(b.shape());
        double[] c = broadcast(condition, shape).borrow();
        double[] x = broadcast(a, shape).borrow();
        double[] y = broadcast(b, shape).borrow();
        double[] out = x != a.borrow() ? x : y != b.borrow() ? y : new double[c.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = choose(c[i] != 0, x[i], y[i]);
        }
        return Tensor.adopt(shape, out);
    }

    /** Without a branch, which would be foreseen wrongly for half of the elements where signs are random. */
    private static double choose(boolean first, double a, double b) {
        long bits = Double.doubleToRawLongBits(b);
        long difference = Double.doubleToRawLongBits(a) ^ bits;
        return Double.longBitsToDouble(bits ^ (difference & (first ? -1 : 0)));
    }

    /**
     * A function applied to every element.
     *
     * @param x the tensor
     * @param f the function
     * @return the results, of the same shape
     */
    public static Tensor map(Tensor x, DoubleUnaryOperator f) {
        double[] in = x.borrow();
        double[] out = new double[in.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = f.applyAsDouble(in[i]);
        }
        return Tensor.adopt(x.shape(), out);
    }

    /**
     * A function of two applied to every pair of elements, after broadcasting.
     *
     * @param a the first tensor
     * @param b the second tensor, of a shape that broadcasts with the first
     * @param f the function
     * @return the results, of the common shape
     * @throws IllegalArgumentException if the shapes do not {@linkplain Shape#broadcast broadcast}
     */
    public static Tensor zip(Tensor a, Tensor b, DoubleBinaryOperator f) {
        Pair pair = new Pair(a, b);
        double[] out = pair.out;
        for (int i = 0; i < out.length; i++) {
            out[i] = f.applyAsDouble(pair.a[i], pair.b[i]);
        }
        return Tensor.adopt(pair.shape, out);
    }

    /**
     * Two operands repeated to their common shape, and the array for the result.
     *
     * <p>An operand of another shape is copied out in full, and the result written over the copy: so every operation is one loop
     * over whole arrays, which becomes vector instructions.
     */
    private static final class Pair {

        private final Shape shape;
        private final double[] a;
        private final double[] b;
        private final double[] out;

        Pair(Tensor first, Tensor second) {
            shape = first.shape().broadcast(second.shape());
            a = broadcast(first, shape).borrow();
            b = broadcast(second, shape).borrow();
            out = a != first.borrow() ? a : b != second.borrow() ? b : new double[a.length];
        }
    }

    /**
     * A tensor repeated along new axes and along axes of extent 1, by NumPy's rule.
     *
     * @param x the tensor
     * @param shape the shape wanted, to which that of {@code x} broadcasts
     * @return the repeated tensor
     * @throws IllegalArgumentException if the tensor's shape does not broadcast to the one wanted
     */
    public static Tensor broadcast(Tensor x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        if (!x.shape().broadcastsTo(shape)) {
            throw new IllegalArgumentException("shape " + x.shape() + " does not broadcast to " + shape
                    + ": aligned at the last axis, each of its extents must be 1 or the other's");
        }
        double[] in = x.borrow();
        double[] out = new double[shape.size()];
        if (x.size() == 1) {
            Arrays.fill(out, in[0]);
        } else if (x.shape().endsLikewise(shape)) {
            for (int start = 0; start < out.length; start += in.length) {
                System.arraycopy(in, 0, out, start, in.length);
            }
        } else {
            repeat(in, x.shape().stridesWithin(shape), shape, out);
        }
        return Tensor.adopt(shape, out);
    }

    /** Fills an array row by row. */
    private static void repeat(double[] in, int[] strides, Shape shape, double[] out) {
        int last = shape.rank() - 1;
        int columns = shape.extent(last);
        Odometer rows = new Odometer(shape, last, strides);
        for (int start = 0; start < out.length; start += columns, rows.advance()) {
            if (strides[last] == 0) {
                Arrays.fill(out, start, start + columns, in[rows.offset(0)]);
            } else {
                System.arraycopy(in, rows.offset(0), out, start, columns);
            }
        }
    }
}
