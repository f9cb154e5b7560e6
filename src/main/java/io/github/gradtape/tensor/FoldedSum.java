package io.github.gradtape.tensor;

import java.util.Arrays;

/**
 * The sum of numbers that come in blocks, together with its rounding error, as if computed in twice the precision.
 *
 * <p>Blocks are added entry by entry to as many running sums, whose additions do not wait for each other and become vector
 * instructions. At the end these are folded in half again and again, until few are left. The rounding error of every addition,
 * had exactly (Knuth 1969, TAOCP 2, 4.2.2, theorem B), goes the same way.
 */
final class FoldedSum {

    /** So few are added one by one. */
    private static final int SHORT = 16;

    private final double[] sums;
    private final double[] errors;
    private final double[] otherSums;
    private final double[] otherErrors;

    private double value;
    private double tail;

    /** A sum of blocks of at most that many numbers. */
    FoldedSum(int size) {
        sums = new double[size];
        errors = new double[size];
        otherSums = new double[size / 2];
        otherErrors = new double[size / 2];
    }

    /** Starts at 0. */
    void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(errors, 0);
    }

    /** Adds the first n numbers of a block. */
    void add(double[] block, int n) {
        for (int k = 0; k < n; k++) {
            errors[k] += error(sums[k], block[k]);
            sums[k] += block[k];
        }
    }

    /** Adds up what was added. */
    void fold() {
        int left = sums.length;
        while (left > SHORT) {
            int half = left / 2;
            left -= half;
            System.arraycopy(sums, left, otherSums, 0, half);
            System.arraycopy(errors, left, otherErrors, 0, half);
            for (int k = 0; k < half; k++) {
                errors[k] += otherErrors[k] + error(sums[k], otherSums[k]);
                sums[k] += otherSums[k];
            }
        }
        addUp(left);
    }

    /** Exactly a + b less what is computed for it. */
    private static double error(double a, double b) {
        double sum = a + b;
        double added = sum - a;
        return (a - (sum - added)) + (b - added);
    }

    private void addUp(int left) {
        double sum = sums[0];
        double error = errors[0];
        for (int k = 1; k < left; k++) {
            error += errors[k] + error(sum, sums[k]);
            sum += sums[k];
        }
        value = sum + error;
        tail = (sum - value) + error;
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
