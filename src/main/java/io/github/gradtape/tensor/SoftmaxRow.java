package io.github.gradtape.tensor;

import java.util.Arrays;

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

    /** So many numbers are worked on at once, of several rows if they are short: they stay in the first-level cache. */
    private static final int BLOCK = 256;

    private final Rows rows;
    private final FoldedSum sum;

    private final RowInput input;

    /** What holds the logits of the rows at hand, and where they begin in it. */
    private final double[] logits;

    private int offset;

    /** Of the rows at hand, from 0 on: as many as fit into a block, at least one. */
    private final double[] exponentials;

    /** Where the largest logit of each row at hand is, within the row. */
    private final int[] tops;

    private int firstAtHand;
    private int endOfThoseAtHand;

    /** For a block of logits, the largest of the row of each. */
    private final double[] maxima;

    /** Where the row begins among the rows at hand. */
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

    /** log(1 + r), with its rounding error, once it was asked for. */
    private final LogOnePlus logSum = new LogOnePlus();

    private boolean logSumIsTaken;

    SoftmaxRow(Tensor logits, Rows rows) {
        int length = rows.length();
        int atHand = Math.max(1, Math.min(rows.count(), BLOCK / length));
        this.rows = rows;
        this.sum = new FoldedSum(length);
        this.input = new RowInput(rows, logits.borrow());
        this.logits = input.array();
        this.exponentials = new double[atHand * length];
        this.tops = new int[atHand];
        this.maxima = new double[Math.min(exponentials.length, BLOCK)];
    }

    void moveTo(int row) {
        if (row < firstAtHand || row >= endOfThoseAtHand) {
            takeInHand(row);
        }
        start = (row - firstAtHand) * rows.length();
        top = tops[row - firstAtHand];
        max = logits[offset + start + top];
        exponentials[start + top] = 0;
        sum.addUp(exponentials, start, rows.length());
        exponentials[start + top] = 1;
        others = isDefined() ? sum.value() : Double.NaN;
        othersTail = sum.tail();
        total = 1 + others;
        totalTail = (others < 1 ? (1 - total) + others : (others - total) + 1) + othersTail;
        inverse = 1 / total;
        inverseTail = -inverse * (Math.fma(inverse, total, -1) + inverse * totalTail);
        logSumIsTaken = false;
    }

    private void takeInHand(int row) {
        offset = input.start(row);
        firstAtHand = row;
        endOfThoseAtHand = Math.min(row + tops.length, input.end());
        int count = endOfThoseAtHand - firstAtHand;
        int length = rows.length();
        int width = Math.min(length, BLOCK);
        for (int i = 0; i < count; i++) {
            int begin = offset + i * length;
            tops[i] = Reductions.top(logits, begin, length);
            Arrays.fill(maxima, i * width, (i + 1) * width, logits[begin + tops[i]]);
        }
        for (int from = 0; from < count * length; from += BLOCK) {
            int n = Math.min(BLOCK, count * length - from);
            Kernels.FASTEST.exp(logits, offset + from, maxima, exponentials, from, n);
        }
    }

    boolean isDefined() {
        return Double.isFinite(max);
    }

    /** s_k. */
    double probability(int k) {
        return quotient(exponentials[start + k], 0);
    }

    /** All s_k, times a factor, to a place in an array. */
    void probabilities(double factor, double[] out, int at) {
        for (int from = 0; from < rows.length(); from += BLOCK) {
            int n = Math.min(BLOCK, rows.length() - from);
            System.arraycopy(exponentials, start + from, out, at + from, n);
            for (int k = at + from; k < at + from + n; k++) {
                out[k] = factor * quotient(out[k], 0);
            }
        }
    }

    /** 1 − s_k. */
    double complement(int k) {
        if (k == top) {
            return quotient(others, othersTail);
        }
        double rest = total - exponentials[start + k];
        double restTail = ((total - rest) - exponentials[start + k]) + totalTail;
        return quotient(rest, restTail);
    }

    /** (x + tail) / (1 + r), rounded once at full size. */
    private double quotient(double x, double tail) {
        return Math.fma(x, inverse, Math.fma(x, inverseTail, tail * inverse));
    }

    /** log s_k, −∞ for a logit of −∞. */
    double logProbability(int k) {
        double z = logits[offset + start + k];
        double difference = z - max;
        double lost = Double.isInfinite(difference) ? 0 : Exponential.lost(z, max);
        LogOnePlus log = logSum();
        return difference - (log.value() + (log.tail() - lost));
    }

    /** All log s_k, to a place in an array. */
    void logProbabilities(double[] out, int at) {
        for (int k = 0; k < rows.length(); k++) {
            out[at + k] = logProbability(k);
        }
    }

    /** The log-sum-exp of the row; for a largest entry of ±∞ that very infinity. */
    double logSumExp() {
        if (Double.isInfinite(max)) {
            return max;
        }
        LogOnePlus log = logSum();
        return max + log.value() + (FoldedSum.error(max, log.value()) + log.tail());
    }

    private LogOnePlus logSum() {
        if (!logSumIsTaken) {
            logSum.take(others, othersTail);
            logSumIsTaken = true;
        }
        return logSum;
    }
}
