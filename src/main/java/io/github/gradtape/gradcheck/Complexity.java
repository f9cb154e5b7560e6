package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.List;

/**
 * How much there is to read in a call: first how many numbers, then how many digits they have. The less the simpler.
 *
 * @param size the elements and axes of the tensors
 * @param digits what it takes to write the elements down
 */
public record Complexity(long size, long digits) implements Comparable<Complexity> {

    /** An element is worse than an axis. */
    private static final int ELEMENT = 16;

    /** A digit is worse than a few binary orders of magnitude. */
    private static final int DIGIT = 8;

    private static final int NOT_FINITE = 20 * DIGIT + Double.MAX_EXPONENT;

    /**
     * That of a call.
     *
     * @param call the call
     * @return how complex its primals are together
     */
    public static Complexity of(Case call) {
        return of(call.primals());
    }

    /**
     * That of a tensor.
     *
     * @param tensor the tensor
     * @return how complex it is
     */
    public static Complexity of(Tensor tensor) {
        return of(List.of(tensor));
    }

    private static Complexity of(List<Tensor> tensors) {
        long size = 0;
        long digits = 0;
        for (Tensor tensor : tensors) {
            size += (long) ELEMENT * tensor.size() + tensor.rank();
            for (double element : tensor.borrow()) {
                digits += digits(element);
            }
        }
        return new Complexity(size, digits);
    }

    /** 0 comes first, then 1 and −1, then what has few digits and an exponent near 0. */
    static int digits(double x) {
        int sign = Math.copySign(1, x) < 0 ? 1 : 0;
        if (x == 0 || Math.abs(x) == 1) {
            return (x == 0 ? 0 : 1) + sign;
        }
        if (!Double.isFinite(x)) {
            return NOT_FINITE + sign;
        }
        int precision = new BigDecimal(Double.toString(x)).stripTrailingZeros().precision();
        return DIGIT * precision + Math.abs(Math.getExponent(x)) + sign;
    }

    @Override
    public int compareTo(Complexity other) {
        return size != other.size ? Long.compare(size, other.size) : Long.compare(digits, other.digits);
    }
}
