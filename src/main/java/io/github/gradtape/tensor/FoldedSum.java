package io.github.gradtape.tensor;

import java.util.Arrays;

/**
 * The sum of numbers together with its rounding error, as if computed in twice the precision.
 *
 * <p>Many numbers are added to {@value #LANES} running sums, whose additions do not wait for each other and become vector
 * instructions. At the end these are folded in half again and again, until few are left. The rounding error of every addition,
 * had exactly (Knuth 1969, TAOCP 2, 4.2.2, theorem B), goes the same way.
 *
 * <p>Of infinite or NaN summands it gives what plain addition does, and no tail that means anything.
 */
final class FoldedSum {

    private static final int LANES = 256;

    /** So few are added one by one. */
    private static final int SHORT = 16;

    private static final double[] NONE = {};

    private final double[] sums;
    private final double[] errors;

    private final double[] room;

    /** Of the half that is folded. */
    private final double[] itsErrors;

    private double value;
    private double tail;

    /** For sums of at most that many numbers. */
    FoldedSum(int longest) {
        sums = lanes(longest);
        errors = lanes(longest);
        room = lanes(longest);
        itsErrors = lanes(longest);
    }

    private static double[] lanes(int longest) {
        return longest <= SHORT ? NONE : new double[Math.min(longest, LANES)];
    }

    /** Adds up n numbers, at least one, from a place in an array on. */
    void addUp(double[] x, int start, int n) {
        if (n <= SHORT) {
            addOneByOne(x, start, n, 0);
            return;
        }
        int lanes = Math.min(n, LANES);
        System.arraycopy(x, start, sums, 0, lanes);
        Arrays.fill(errors, 0, lanes, 0);
        for (int k = lanes; k < n; k += lanes) {
            Kernels.FASTEST.add(x, start + k, Math.min(lanes, n - k), sums, errors, room);
        }
        fold(lanes);
    }

    private void fold(int lanes) {
        int left = lanes;
        while (left > SHORT) {
            int half = left / 2;
            left -= half;
            System.arraycopy(errors, left, itsErrors, 0, half);
            Kernels.FASTEST.add(sums, left, half, sums, itsErrors, room);
            for (int k = 0; k < half; k++) {
                errors[k] += itsErrors[k];
            }
        }
        double error = 0;
        for (int k = 0; k < left; k++) {
            error += errors[k];
        }
        addOneByOne(sums, 0, left, error);
    }

    private void addOneByOne(double[] x, int start, int n, double errorSoFar) {
        double sum = x[start];
        double error = errorSoFar;
        for (int k = start + 1; k < start + n; k++) {
            error += error(sum, x[k]);
            sum += x[k];
        }
        value = Double.isNaN(sum + error) ? sum : sum + error;
        tail = (sum - value) + error;
    }

    /** The rounding error of a + b: exactly the sum less what is computed for it. */
    static double error(double a, double b) {
        double sum = a + b;
        double added = sum - a;
        return (a - (sum - added)) + (b - added);
    }

    /** The sum, rounded. */
    double value() {
        return value;
    }

    /** What rounding took from the value. */
    double tail() {
        return tail;
    }
}
