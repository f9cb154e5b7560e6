package io.github.gradtape.tensor;

/**
 * One row of logits at a time, seen through its largest entry m = z_a: everything the softmax family needs, without
 * overflow and without cancellation.
 *
 * <p>With e_k = exp(z_k − m) and r = Σ e_k over k ≠ a, the sum of all exponentials is 1 + r, and
 *
 * <pre>
 * s_k          = e_k / (1 + r)
 * 1 − s_k      = r / (1 + r)  for k = a,  (1 + (r − e_k)) / (1 + r)  for the others
 * log-sum-exp  = m + log1p(r)
 * </pre>
 *
 * so that no small quantity is ever had as a difference of large ones: a confident row keeps its digits. The rounding error of
 * z_k − m, which exp would magnify by up to |z_k − m|, is recovered exactly (Knuth 1969, TAOCP 2, 4.2.2, theorem B) and folded
 * back, and r, the total and its inverse are kept together with their rounding errors.
 *
 * <p>A row with a NaN or +∞, or of nothing but −∞, has no softmax: its probabilities are NaN.
 */
final class SoftmaxRow {

    private static final int STRETCH = 256;

    private final Rows rows;
    private final double[] allLogits;
    private final double[] logits;
    private final double[] exponentials;
    private final FoldedSum sum;

    /** A stretch of the row on its way through the first-level cache: z − m, its rounding error, exp of both. */
    private final double[] differences;

    private final double[] lost;
    private final double[] stretch;

    private int top;
    private double max;

    /** r = Σ e_k over k ≠ a, with its rounding error. */
    private double others;

    private double othersTail;

    /** 1 + r, with its rounding error. */
    private double total;

    private double totalTail;

    /** 1 / (1 + r), with its rounding error. */
    private double inverse;

    private double inverseTail;

    /** log(1 + r), with its rounding error; null until it is asked for. */
    private LogOnePlus logSum;

    SoftmaxRow(Tensor logits, Rows rows) {
        this.rows = rows;
        this.allLogits = logits.borrow();
        this.logits = new double[rows.length()];
        this.exponentials = new double[rows.length()];
        int size = Math.min(rows.length(), STRETCH);
        this.sum = new FoldedSum(size);
        this.differences = new double[size];
        this.lost = new double[size];
        this.stretch = new double[size];
    }

    void moveTo(int row) {
        rows.read(row, allLogits, logits);
        top = top(logits);
        max = logits[top];
        sum.clear();
        for (int start = 0; start < logits.length; start += STRETCH) {
            exponentiate(start, Math.min(STRETCH, logits.length - start));
        }
        sum.fold();
        others = isDefined() ? sum.value() : Double.NaN;
        othersTail = sum.tail();
        total = 1 + others;
        totalTail = (others < 1 ? (1 - total) + others : (others - total) + 1) + othersTail;
        inverse = 1 / total;
        inverseTail = -inverse * (Math.fma(inverse, total, -1) + inverse * totalTail);
        logSum = null;
    }

    /** The place of the first of the largest numbers, or of the first NaN if there is one. */
    static int top(double[] x) {
        int top = 0;
        double max = x[0];
        for (int k = 1; k < x.length && !Double.isNaN(max); k++) {
            if (!(x[k] <= max)) {
                top = k;
                max = x[k];
            }
        }
        return top;
    }

    private void exponentiate(int start, int n) {
        System.arraycopy(logits, start, stretch, 0, n);
        for (int k = 0; k < n; k++) {
            differences[k] = stretch[k] - max;
            lost[k] = lost(stretch[k], max);
        }
        Kernels.FASTEST.exp(differences, lost, stretch, n);
        System.arraycopy(stretch, 0, exponentials, start, n);
        if (start <= top && top < start + n) {
            stretch[top - start] = 0;
        }
        sum.add(stretch, n);
    }

    /**
     * The rounding error of z − m: exactly z − m less what is computed for it (Knuth 1969, TAOCP 2, 4.2.2, theorem B). NaN if
     * that is infinite.
     */
    static double lost(double z, double m) {
        double difference = z - m;
        double subtracted = z - difference;
        double kept = difference + subtracted;
        return (z - kept) + (subtracted - m);
    }

    boolean isDefined() {
        return Double.isFinite(max);
    }

    /** s_k. */
    double probability(int k) {
        return quotient(exponentials[k], 0);
    }

    /** All s_k, times a factor. */
    void probabilities(double factor, double[] out) {
        for (int k = 0; k < out.length; k++) {
            out[k] = factor * quotient(exponentials[k], 0);
        }
    }

    /** 1 − s_k. */
    double complement(int k) {
        if (k == top) {
            return quotient(others, othersTail);
        }
        double rest = total - exponentials[k];
        double restTail = ((total - rest) - exponentials[k]) + totalTail;
        return quotient(rest, restTail);
    }

    /** (x + tail) / (1 + r), rounded once at full size. */
    private double quotient(double x, double tail) {
        return Math.fma(x, inverse, Math.fma(x, inverseTail, tail * inverse));
    }

    /** log s_k, −∞ for a logit of −∞. */
    double logProbability(int k) {
        double difference = logits[k] - max;
        double lost = Double.isInfinite(difference) ? 0 : lost(logits[k], max);
        LogOnePlus log = logSum();
        return difference - (log.value() + (log.tail() - lost));
    }

    /** All log s_k. */
    void logProbabilities(double[] out) {
        for (int k = 0; k < out.length; k++) {
            out[k] = logProbability(k);
        }
    }

    /** The log-sum-exp of the row; for a largest entry of ±∞ that very infinity. */
    double logSumExp() {
        if (Double.isInfinite(max)) {
            return max;
        }
        LogOnePlus log = logSum();
        double sum = max + log.value();
        double added = sum - max;
        return sum + ((max - (sum - added)) + (log.value() - added) + log.tail());
    }

    private LogOnePlus logSum() {
        if (logSum == null) {
            logSum = new LogOnePlus(others, othersTail);
        }
        return logSum;
    }
}
