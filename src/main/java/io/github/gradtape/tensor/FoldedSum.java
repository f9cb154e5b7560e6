package io.github.gradtape.tensor;

/**
 * The sum of an array together with its rounding error, as if computed in twice the precision.
 *
 * <p>The array is folded in half, its two halves added entry by entry, until one entry is left; the rounding error of every
 * addition, had exactly (Knuth 1969, TAOCP 2, 4.2.2, theorem B), is folded along. So every entry takes part in at most ⌈log₂ n⌉
 * additions, and the additions of a fold, which do not wait for each other, become vector instructions.
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

    FoldedSum(int length) {
        int half = (length + 1) / 2;
        sums = new double[half];
        errors = new double[half];
        otherSums = new double[half];
        otherErrors = new double[half];
    }

    /** Adds up an array of the length this was made for. */
    void of(double[] x) {
        int left = (x.length + 1) / 2;
        otherSums[left - 1] = 0;
        System.arraycopy(x, left, otherSums, 0, x.length - left);
        for (int k = 0; k < left; k++) {
            sums[k] = x[k] + otherSums[k];
            errors[k] = error(x[k], otherSums[k]);
        }
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
