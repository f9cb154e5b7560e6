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
 * back, and r is summed with compensation (Neumaier 1974).
 *
 * <p>A row with a NaN or +∞, or of nothing but −∞, has no softmax: its probabilities are NaN.
 */
final class SoftmaxRow {

    /** Below this exp is 0. */
    private static final double UNDERFLOW = -746;

    private final double[] logits;
    private final Rows rows;
    private final double[] exponentials;

    private int start;
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
        this.logits = logits.borrow();
        this.rows = rows;
        this.exponentials = new double[rows.length()];
    }

    void moveTo(int row) {
        start = rows.start(row);
        findTop();
        sumExponentials();
        total = 1 + others;
        totalTail = (others < 1 ? (1 - total) + others : (others - total) + 1) + othersTail;
        inverse = 1 / total;
        inverseTail = -inverse * (Math.fma(inverse, total, -1) + inverse * totalTail);
        LogOnePlus log = new LogOnePlus(others, othersTail);
        logSum = log.value();
        logSumTail = log.tail();
    }

    private void findTop() {
        top = 0;
        for (int k = 1; k < exponentials.length; k++) {
            if (logit(k) > logit(top) || Double.isNaN(logit(k))) {
                top = k;
            }
        }
        max = logit(top);
    }

    private void sumExponentials() {
        double sum = 0;
        double tail = 0;
        for (int k = 0; k < exponentials.length; k++) {
            double difference = logit(k) - max;
            exponentials[k] = difference < UNDERFLOW ? 0 : Exponential.exp(difference, lost(logit(k), difference));
            if (k != top) {
                double next = sum + exponentials[k];
                double added = next - sum;
                tail += (sum - (next - added)) + (exponentials[k] - added);
                sum = next;
            }
        }
        others = isDefined() ? sum + tail : Double.NaN;
        othersTail = (sum - others) + tail;
    }

    private double logit(int k) {
        return logits[start + k * rows.step()];
    }

    /** The rounding error of the difference: exactly z − m less what was computed for it; NaN if that is infinite. */
    private double lost(double logit, double difference) {
        double subtracted = logit - difference;
        double kept = difference + subtracted;
        return (logit - kept) + (subtracted - max);
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
        double difference = logit(k) - max;
        double lost = Double.isInfinite(difference) ? 0 : lost(logit(k), difference);
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
