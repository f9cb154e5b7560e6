package io.github.gradtape.tensor;

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
        return elements(logits, axis, (row, k) -> row.probability(k));
    }

    /**
     * The log-softmax log s_k = z_k − log Σ_j exp(z_j).
     *
     * @param logits z
     * @param axis the axis of the classes
     * @return log s, of the same shape; −∞ at a logit of −∞
     */
    public static Tensor logSoftmax(Tensor logits, int axis) {
        return elements(logits, axis, (row, k) -> row.logProbability(k));
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
     * The cross-entropy −Σ_k t_k log s_k of each row, where a target of 0 costs nothing even at a logit of −∞.
     *
     * @param logits z
     * @param targets t, of the same shape; neither their sum nor their sign is checked
     * @param axis the axis of the classes
     * @return one loss a row, of the shape without that axis
     * @throws IllegalArgumentException if the targets have another shape
     */
    public static Tensor crossEntropy(Tensor logits, Tensor targets, int axis) {
        requireSameShape(logits, targets);
        Rows rows = rowsOf(logits, axis);
        SoftmaxRow row = new SoftmaxRow(logits, rows);
        double[] t = targets.borrow();
        double[] out = new double[rows.count()];
        for (int r = 0; r < out.length; r++) {
            row.moveTo(r);
            CompensatedSum loss = new CompensatedSum();
            for (int k = 0, i = rows.start(r); k < rows.length(); k++, i += rows.step()) {
                if (t[i] != 0) {
                    loss.add(-t[i] * row.logProbability(k));
                }
            }
            out[r] = row.isDefined() ? loss.value() : Double.NaN;
        }
        return Tensor.adopt(logits.shape().without(axis), out);
    }

    /**
     * The gradient of the cross-entropy by the logits, times a factor a row: w (A s_k − t_k) with A = Σ_j t_j.
     *
     * <p>It is computed as w (s_k (A − t_k) − t_k (1 − s_k)), which for index-like targets has no difference of near-equal
     * numbers in it.
     *
     * @param logits z
     * @param targets t, of the same shape
     * @param factors w, one a row, of the shape without the axis
     * @param axis the axis of the classes
     * @return the gradient, of the logits' shape
     * @throws IllegalArgumentException if the targets or the factors have another shape
     */
    public static Tensor crossEntropyGradient(Tensor logits, Tensor targets, Tensor factors, int axis) {
        requireSameShape(logits, targets);
        Rows rows = rowsOf(logits, axis);
        SoftmaxRow row = new SoftmaxRow(logits, rows);
        double[] t = targets.borrow();
        double[] w = factors.borrow();
        double[] out = new double[t.length];
        for (int r = 0; r < w.length; r++) {
            row.moveTo(r);
            CompensatedSum total = new CompensatedSum();
            for (int k = 0, i = rows.start(r); k < rows.length(); k++, i += rows.step()) {
                total.add(t[i]);
            }
            for (int k = 0, i = rows.start(r); k < rows.length(); k++, i += rows.step()) {
                out[i] = w[r] * (row.probability(k) * (total.value() - t[i]) - t[i] * row.complement(k));
            }
        }
        return Tensor.adopt(logits.shape(), out);
    }

    @FunctionalInterface
    private interface Entry {
        double of(SoftmaxRow row, int k);
    }

    private static Tensor elements(Tensor logits, int axis, Entry entry) {
        Rows rows = rowsOf(logits, axis);
        SoftmaxRow row = new SoftmaxRow(logits, rows);
        double[] out = new double[logits.size()];
        for (int r = 0; r < rows.count(); r++) {
            row.moveTo(r);
            for (int k = 0, i = rows.start(r); k < rows.length(); k++, i += rows.step()) {
                out[i] = entry.of(row, k);
            }
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

    private static void requireSameShape(Tensor logits, Tensor targets) {
        if (!logits.shape().equals(targets.shape())) {
            throw new IllegalArgumentException(
                    "targets must have the logits' shape " + logits.shape() + ", had " + targets.shape());
        }
    }
}
