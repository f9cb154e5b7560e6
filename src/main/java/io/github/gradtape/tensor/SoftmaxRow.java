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

    private final double[] logits;
    private final Rows rows;
    private final double[] exponentials;

    private int start;
    private int top;
    private double max;
    private double others;
    private double logSum;

    SoftmaxRow(Tensor logits, Rows rows) {
        this.logits = logits.borrow();
        this.rows = rows;
        this.exponentials = new double[rows.length()];
    }

    void moveTo(int row) {
        start = rows.start(row);
        findTop();
        CompensatedSum sum = new CompensatedSum();
        for (int k = 0; k < exponentials.length; k++) {
            double difference = logit(k) - max;
            double exponential = Math.exp(difference);
            if (exponential > 0) {
                exponential = Math.fma(exponential, lost(logit(k), difference), exponential);
            }
            exponentials[k] = exponential;
            if (k != top) {
                sum.add(exponential);
            }
        }
        others = isDefined() ? sum.value() : Double.NaN;
        logSum = Math.log1p(others);
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

    private double logit(int k) {
        return logits[start + k * rows.step()];
    }

    /** The rounding error of the difference: exactly z − m less what was computed for it. */
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
        return exponentials[k] / (1 + others);
    }

    /** 1 − s_k. */
    double complement(int k) {
        return (k == top ? others : 1 + (others - exponentials[k])) / (1 + others);
    }

    /** log s_k, −∞ for a logit of −∞. */
    double logProbability(int k) {
        double difference = logit(k) - max;
        double lost = Double.isInfinite(difference) ? 0 : lost(logit(k), difference);
        return difference - (logSum - lost);
    }

    /** The log-sum-exp of the row; for a largest entry of ±∞ that very infinity. */
    double logSumExp() {
        return Double.isInfinite(max) ? max : max + logSum;
    }
}
