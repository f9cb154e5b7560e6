package io.github.gradtape.tensor;

import java.util.function.BiConsumer;

/**
 * The numerics of the softmax family along one axis, row by row; {@code s} is the softmax of a row of logits {@code z}.
 *
 * <p>All work from z less its largest entry, and none loses digits on confident rows. A row with a NaN or +∞, or of nothing but
 * −∞, has no softmax: its results are NaN. All throw {@link IllegalArgumentException} if the axis does not exist or has no
 * elements.
 */
public final class SoftmaxKernels {

    private SoftmaxKernels() {}

    /**
     * The softmax s_k = exp(z_k) / Σ_j exp(z_j).
     *
     * @param logits z
     * @param axis the axis of the classes
     * @return s, of the same shape; 0 at a logit of −∞
     */
    public static Tensor softmax(Tensor logits, int axis) {
        return byRow(logits, axis, (row, out) -> row.probabilities(1, out));
    }

    /**
     * The log-softmax log s_k = z_k − log Σ_j exp(z_j).
     *
     * @param logits z
     * @param axis the axis of the classes
     * @return log s, of the same shape; −∞ at a logit of −∞
     */
    public static Tensor logSoftmax(Tensor logits, int axis) {
        return byRow(logits, axis, SoftmaxRow::logProbabilities);
    }

    /**
     * The log-sum-exp log Σ_k exp(z_k); ∞ for a row with +∞ and −∞ for one of nothing but −∞.
     *
     * @param logits z
     * @param axis the axis summed along
     * @return one number a row, of the shape without that axis
     */
    public static Tensor logSumExp(Tensor logits, int axis) {
        Rows rows = rowsOf(logits, axis);
        SoftmaxRow row = new SoftmaxRow(logits, rows);
        double[] out = new double[rows.count()];
        for (int r = 0; r < out.length; r++) {
            row.moveTo(r);
            out[r] = row.logSumExp();
        }
        return Tensor.adopt(logits.shape().without(axis), out);
    }

    /**
     * The cross-entropy of each row, −Σ_k a_k log s_k + λ lse², where a coefficient of 0 costs nothing even at a logit of −∞.
     *
     * @param logits z
     * @param targets what the coefficients a come from
     * @param axis the axis of the classes
     * @param zLoss λ
     * @return one loss a row, of the shape without that axis; 0 for a row that does not count
     */
    public static Tensor crossEntropy(Tensor logits, RowTargets targets, int axis, double zLoss) {
        Rows rows = rowsOf(logits, axis);
        SoftmaxRow row = new SoftmaxRow(logits, rows);
        double[] out = new double[rows.count()];
        for (int r = 0; r < out.length; r++) {
            targets.moveTo(r);
            if (targets.isKept()) {
                row.moveTo(r);
                out[r] = loss(row, targets, zLoss);
            }
        }
        return Tensor.adopt(logits.shape().without(axis), out);
    }

    private static double loss(SoftmaxRow row, RowTargets targets, double zLoss) {
        if (!row.isDefined()) {
            return Double.NaN;
        }
        CompensatedSum loss = new CompensatedSum();
        for (int k = targets.first(); k <= targets.last(); k++) {
            double a = targets.coefficient(k);
            if (a != 0) {
                loss.add(-a * row.logProbability(k));
            }
        }
        if (zLoss != 0) {
            loss.add(zLoss * row.logSumExp() * row.logSumExp());
        }
        return loss.value();
    }

    /**
     * The gradient of the cross-entropy by the logits, times a factor a row: w ((A + 2 λ lse) s_k − a_k) with A = Σ_j a_j.
     *
     * <p>It is computed as w (s_k (A + 2 λ lse − a_k) − a_k (1 − s_k)), which for class indices has no difference of near-equal
     * numbers in it.
     *
     * @param logits z
     * @param targets what the coefficients a come from
     * @param factors w, one a row, in the order of the shape without the axis
     * @param axis the axis of the classes
     * @param zLoss λ
     * @return the gradient, of the logits' shape; 0 in a row that does not count
     */
    public static Tensor crossEntropyGradient(
            Tensor logits, RowTargets targets, Tensor factors, int axis, double zLoss) {
        Rows rows = rowsOf(logits, axis);
        SoftmaxRow row = new SoftmaxRow(logits, rows);
        double[] w = factors.borrow();
        double[] gradient = new double[rows.length()];
        double[] out = new double[logits.size()];
        for (int r = 0; r < rows.count(); r++) {
            targets.moveTo(r);
            if (targets.isKept()) {
                row.moveTo(r);
                double pull = zLoss == 0 ? targets.sum() : targets.sum() + 2 * zLoss * row.logSumExp();
                gradient(row, targets, pull, w[r], gradient);
                rows.write(r, gradient, out);
            }
        }
        return Tensor.adopt(logits.shape(), out);
    }

    private static void gradient(SoftmaxRow row, RowTargets targets, double pull, double w, double[] out) {
        row.probabilities(w * pull, out);
        for (int k = targets.first(); k <= targets.last(); k++) {
            double a = targets.coefficient(k);
            if (a != 0) {
                out[k] = w * (row.probability(k) * (pull - a) - a * row.complement(k));
            }
        }
    }

    /** What is made of each row by itself, as many numbers as it has. */
    private static Tensor byRow(Tensor logits, int axis, BiConsumer<SoftmaxRow, double[]> f) {
        Rows rows = rowsOf(logits, axis);
        SoftmaxRow row = new SoftmaxRow(logits, rows);
        double[] entries = new double[rows.length()];
        double[] out = new double[logits.size()];
        for (int r = 0; r < rows.count(); r++) {
            row.moveTo(r);
            f.accept(row, entries);
            rows.write(r, entries, out);
        }
        return Tensor.adopt(logits.shape(), out);
    }

    private static Rows rowsOf(Tensor logits, int axis) {
        Rows rows = new Rows(logits.shape(), axis);
        if (rows.length() == 0) {
            throw new IllegalArgumentException(
                    "shape " + logits.shape() + " has no classes along axis " + axis + ": at least one is needed");
        }
        return rows;
    }
}
