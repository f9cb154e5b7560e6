package io.github.gradtape.tensor;

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
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static Tensor add(Tensor a, Tensor b) {
        return zip(a, b, Double::sum);
    }

    /**
     * The difference a − b.
     *
     * @param a the minuend
     * @param b the subtrahend, of a shape that broadcasts with the first
     * @return the difference, of the common shape
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static Tensor subtract(Tensor a, Tensor b) {
        return zip(a, b, (x, y) -> x - y);
    }

    /**
     * The product a ⊙ b, element by element.
     *
     * @param a the first factor
     * @param b the second factor, of a shape that broadcasts with the first
     * @return the product, of the common shape
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static Tensor multiply(Tensor a, Tensor b) {
        return zip(a, b, (x, y) -> x * y);
    }

    /**
     * A tensor scaled by a number.
     *
     * @param a the tensor
     * @param factor the number every element is multiplied with
     * @return the scaled tensor
     */
    public static Tensor multiply(Tensor a, double factor) {
        return map(a, x -> x * factor);
    }

    /**
     * The quotient a / b, element by element, by IEEE 754's rules for zeros and infinities.
     *
     * @param a the dividend
     * @param b the divisor, of a shape that broadcasts with the first
     * @return the quotient, of the common shape
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static Tensor divide(Tensor a, Tensor b) {
        return zip(a, b, (x, y) -> x / y);
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
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static Tensor zip(Tensor a, Tensor b, DoubleBinaryOperator f) {
        double[] as = a.borrow();
        double[] bs = b.borrow();
        if (a.shape().equals(b.shape())) {
            double[] out = new double[as.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = f.applyAsDouble(as[i], bs[i]);
            }
            return Tensor.adopt(a.shape(), out);
        }
        Shape common = a.shape().broadcast(b.shape());
        double[] out = new double[common.size()];
        int last = common.rank() - 1;
        int columns = common.extent(last);
        int[] aStrides = a.shape().stridesWithin(common);
        int[] bStrides = b.shape().stridesWithin(common);
        Odometer rows = new Odometer(common, last, aStrides, bStrides);
        for (int start = 0; start < out.length; start += columns, rows.advance()) {
            int i = rows.offset(0);
            int j = rows.offset(1);
            for (int column = 0; column < columns; column++) {
                out[start + column] = f.applyAsDouble(as[i], bs[j]);
                i += aStrides[last];
                j += bStrides[last];
            }
        }
        return Tensor.adopt(common, out);
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
        if (!x.shape().broadcast(shape).equals(shape)) {
            throw new IllegalArgumentException("shape " + x.shape() + " does not broadcast to " + shape);
        }
        return zip(x, Tensor.zeros(shape), (value, zero) -> value);
    }
}
