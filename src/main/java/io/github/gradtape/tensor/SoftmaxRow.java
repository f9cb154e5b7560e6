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

    private final Rows rows;
    private final double[] allLogits;
    private final double[] logits;
    private final double[] exponentials;
    private final ShiftedExponentials shifted;
    private final FoldedSum sum;

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

    /** log(1 + r), with its rounding error. */
    private double logSum;

    private double logSumTail;

    SoftmaxRow(Tensor logits, Rows rows) {
        this.rows = rows;
        this.allLogits = logits.borrow();
        this.logits = new double[rows.length()];
        this.exponentials = new double[rows.length()];
        this.shifted = new ShiftedExponentials(rows.length());
        this.sum = new FoldedSum(rows.length());
    }

    void moveTo(int row) {
        rows.read(row, allLogits, logits);
        top = top(logits);
        max = logits[top];
        shifted.of(logits, max, exponentials);
        sumOthers();
        total = 1 + others;
        totalTail = (others < 1 ? (1 - total) + others : (others - total) + 1) + othersTail;
        inverse = 1 / total;
        inverseTail = -inverse * (Math.fma(inverse, total, -1) + inverse * totalTail);
        LogOnePlus log = new LogOnePlus(others, othersTail);
        logSum = log.value();
        logSumTail = log.tail();
    }

    /** The first of the largest entries, or a NaN if there is one. */
    private static int top(double[] x) {
        int top = 0;
        for (int k = 1; k < x.length; k++) {
            if (!(x[k] <= x[top])) {
                top = k;
                if (Double.isNaN(x[k])) {
                    break;
                }
            }
        }
        return top;
    }

    private void sumOthers() {
        double own = exponentials[top];
        exponentials[top] = 0;
        sum.of(exponentials);
        exponentials[top] = own;
        others = isDefined() ? sum.value() : Double.NaN;
        othersTail = sum.tail();
    }

    boolean isDefined() {
        return Double.isFinite(max);
    }

    /** s_k. */
    double probability(int k) {
        return quotient(exponentials[k], 0);
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
        double lost = Double.isInfinite(difference) ? 0 : ShiftedExponentials.lost(logits[k], max);
        return difference - (logSum + (logSumTail - lost));
    }

    /** The log-sum-exp of the row; for a largest entry of ±∞ that very infinity. */
    double logSumExp() {
        if (Double.isInfinite(max)) {
            return max;
        }
        double sum = max + logSum;
        double added = sum - max;
        return sum + ((max - (sum - added)) + (logSum - added) + logSumTail);
    }
}
