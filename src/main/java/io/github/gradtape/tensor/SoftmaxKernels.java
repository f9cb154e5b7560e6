package io.github.gradtape.tensor;

/**
 * The numerics of the softmax family along one axis, row by row; {@code s} is the softmax of a row of logits {@code z}.
 *
 * <p>All work from z less its largest entry, and none loses digits on confident rows. A row with a NaN or +∞, or of nothing but
 * −∞, has no softmax: its results are NaN. All throw {@link IllegalArgumentException} if the axis does not exist or has no
 * elements.
 */
public final class SoftmaxKernels {

    /** An entry takes as long as some twenty multiplications, for its exponential or, without one, to come from memory and go there. */
    private static final int WORTH_OF_AN_ENTRY = 20;

    private SoftmaxKernels() {}

    /**
     * The softmax s_k = exp(z_k) / Σ_j exp(z_j).
     *
     * @param logits z
     * @param axis the axis of the classes
     * @return s, of the same shape; 0 at a logit of −∞
     */
    public static Tensor softmax(Tensor logits, int axis) {
        return byRow(logits, axis, (row, out, at) -> row.probabilities(1, out, at));
    }

    /**
     * The product of the Jacobian of the softmax, diag(s) − s sᵀ, with a vector: s ⊙ (v − Σ s ⊙ v).
     *
     * <p>As s sums to 1, adding a number to all of v changes nothing. Where one probability is above ½, v is taken less its entry
     * there, so that 1 − s, of which the product is made, is a sum of the other probabilities and no difference.
     *
     * @param s probabilities, which sum to 1
     * @param v a vector for each row of them
     * @param axis the axis of the classes
     * @return the product, of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Tensor jacobianProduct(Tensor s, Tensor v, int axis) {
        return product(s, v, axis, SoftmaxKernels::jacobianProduct);
    }

    private static void jacobianProduct(double[] s, double[] v, double[] out, int start, int n, FoldedSum sum) {
        logJacobianProduct(s, v, out, start, n, sum);
        for (int k = start; k < start + n; k++) {
            out[k] *= s[k];
        }
    }

    /**
     * The product of the Jacobian of the log-softmax, I − 1 sᵀ, with a vector: v − Σ s ⊙ v, as {@link #jacobianProduct} has it.
     *
     * @param s probabilities, which sum to 1
     * @param v a vector for each row of them
     * @param axis the axis of the classes
     * @return the product, of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Tensor logJacobianProduct(Tensor s, Tensor v, int axis) {
        return product(s, v, axis, SoftmaxKernels::logJacobianProduct);
    }

    private static void logJacobianProduct(double[] s, double[] v, double[] out, int start, int n, FoldedSum sum) {
        int top = start + Reductions.top(s, start, n);
        double shift = s[top] > 0.5 ? v[top] : 0;
        double mean = mean(s, v, shift, out, start, n, sum);
        if (shift != 0 && !Double.isFinite(mean)) { // v is not finite, or v less the shift overflows
            shift = 0;
            mean = mean(s, v, shift, out, start, n, sum);
        }
        for (int k = start; k < start + n; k++) {
            out[k] = (v[k] - shift) - mean;
        }
    }

    /** Σ s ⊙ (v − shift), with its summands left where the output goes. */
    private static double mean(double[] s, double[] v, double shift, double[] out, int start, int n, FoldedSum sum) {
        for (int k = start; k < start + n; k++) {
            out[k] = s[k] * (v[k] - shift);
        }
        sum.addUp(out, start, n);
        return sum.value();
    }

    /**
     * The product of the transposed Jacobian of the log-softmax, I − s 1ᵀ, with a vector: v − s Σ v.
     *
     * <p>As s sums to 1, the product sums to 0. Where one probability is above ½, its entry is minus the sum of the others: the formula
     * would be the difference of nearly equal numbers there, in which a confident row loses its digits.
     *
     * @param s probabilities, which sum to 1
     * @param v a vector for each row of them
     * @param axis the axis of the classes
     * @return the product, of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Tensor transposedLogJacobianProduct(Tensor s, Tensor v, int axis) {
        return product(s, v, axis, SoftmaxKernels::transposedLogJacobianProduct);
    }

    private static void transposedLogJacobianProduct(
            double[] s, double[] v, double[] out, int start, int n, FoldedSum sum) {
        int top = start + Reductions.top(s, start, n);
        sum.addUp(v, start, n);
        double total = sum.value();
        for (int k = start; k < start + n; k++) {
            out[k] = v[k] - s[k] * total;
        }
        if (s[top] > 0.5) {
            out[top] = 0;
            sum.addUp(out, start, n);
            out[top] = 0 - sum.value();
        }
    }

    /** Puts down what is made of a row of probabilities and one of a vector; all three begin at one place in their arrays. */
    private interface RowProduct {
        void put(double[] s, double[] v, double[] out, int start, int n, FoldedSum sum);
    }

    private static Tensor product(Tensor s, Tensor v, int axis, RowProduct product) {
        if (!v.shape().equals(s.shape())) {
            throw new IllegalArgumentException("a vector of shape " + v.shape() + " for probabilities of shape "
                    + s.shape() + ": must be one shape");
        }
        Rows rows = rowsOf(s.shape(), axis);
        double[] out = new double[s.size()];
        share(rows, (from, to) -> {
            RowInput probabilities = new RowInput(rows, s.borrow());
            RowInput vectors = new RowInput(rows, v.borrow());
            RowOutput output = new RowOutput(rows, out);
            FoldedSum sum = new FoldedSum(rows.length());
            for (int r = from; r < to; r++) {
                probabilities.start(r);
                vectors.start(r);
                int start = output.start(r); // and of the others: with one index the loops become vector instructions
                product.put(probabilities.array(), vectors.array(), output.array(), start, rows.length(), sum);
            }
            output.finish();
        });
        return Tensor.adopt(s.shape(), out);
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
        Rows rows = rowsOf(logits.shape(), axis);
        double[] out = new double[rows.count()];
        share(rows, (from, to) -> {
            SoftmaxRow row = new SoftmaxRow(logits, rows);
            for (int r = from; r < to; r++) {
                row.moveTo(r);
                out[r] = row.logSumExp();
            }
        });
        return Tensor.adopt(logits.shape().without(axis), out);
    }

    /**
     * The cross-entropy of each row, −Σ_k a_k log s_k + λ lse², where a coefficient of 0 costs nothing even at a logit of −∞.
     *
     * @param logits z
     * @param targets what the coefficients a come from
     * @param zLoss λ
     * @return one loss a row, of the shape without the axis of the classes; 0 for a row that does not count
     * @throws IllegalArgumentException if the targets are those of another shape
     */
    public static Tensor crossEntropy(Tensor logits, RowTargets targets, double zLoss) {
        double[] losses = new double[targets.losses().size()];
        crossEntropy(logits, targets, zLoss, losses, 0, null);
        return Tensor.adopt(targets.losses(), losses);
    }

    /**
     * The gradient of the cross-entropy by the logits, times a factor: w ((A + 2 λ lse) s_k − a_k) with A = Σ_j a_j.
     *
     * <p>It is computed as w (s_k ((A − a_k) + 2 λ lse) − a_k (1 − s_k)), which for class indices without a z-loss has no
     * difference of near-equal numbers in it.
     *
     * @param logits z
     * @param targets what the coefficients a come from
     * @param zLoss λ
     * @param factor w
     * @return the gradient, of the logits' shape; 0 in a row that does not count, and everywhere if the factor is 0
     * @throws IllegalArgumentException if the targets are those of another shape
     */
    public static Tensor crossEntropyGradient(Tensor logits, RowTargets targets, double zLoss, double factor) {
        double[] gradient = new double[logits.size()];
        crossEntropy(logits, targets, zLoss, null, factor, gradient);
        return Tensor.adopt(logits.shape(), gradient);
    }

    /**
     * The losses of all rows and their gradient.
     *
     * @param losses as {@link #crossEntropy} has them
     * @param gradient as {@link #crossEntropyGradient} has it
     */
    public record LossAndGradient(Tensor losses, Tensor gradient) {}

    /**
     * {@link #crossEntropy} and {@link #crossEntropyGradient} from the same exponentials.
     *
     * @param logits z
     * @param targets what the coefficients a come from
     * @param zLoss λ
     * @param factor w, of the gradient alone
     * @return bit for bit what the two have
     * @throws IllegalArgumentException if the targets are those of another shape
     */
    public static LossAndGradient crossEntropyAndGradient(
            Tensor logits, RowTargets targets, double zLoss, double factor) {
        double[] losses = new double[targets.losses().size()];
        double[] gradient = new double[logits.size()];
        crossEntropy(logits, targets, zLoss, losses, factor, gradient);
        return new LossAndGradient(Tensor.adopt(targets.losses(), losses), Tensor.adopt(logits.shape(), gradient));
    }

    /** Fills in the losses, the gradient, or both: null for what is not wanted. */
    private static void crossEntropy(
            Tensor logits, RowTargets targets, double zLoss, double[] losses, double factor, double[] gradient) {
        Rows rows = targets.rowsOf(logits.shape());
        share(rows, (from, to) -> {
            SoftmaxRow row = new SoftmaxRow(logits, rows);
            RowTargets.Cursor target = targets.cursor();
            RowOutput output = gradient == null || factor == 0 ? null : new RowOutput(rows, gradient);
            for (int r = from; r < to; r++) {
                target.moveTo(r);
                if (target.isKept()) {
                    row.moveTo(r);
                    if (losses != null) {
                        losses[r] = loss(row, target, zLoss);
                    }
                    if (output != null) {
                        gradient(row, target, zLoss, factor, output.array(), output.start(r));
                    }
                }
            }
            if (output != null) {
                output.finish();
            }
        });
    }

    private static double loss(SoftmaxRow row, RowTargets.Cursor target, double zLoss) {
        if (!row.isDefined()) {
            return Double.NaN;
        }
        CompensatedSum loss = new CompensatedSum();
        for (int k = target.first(); k <= target.last(); k++) {
            double a = target.coefficient(k);
            if (a != 0) {
                loss.add(-a * row.logProbability(k));
            }
        }
        if (zLoss != 0) {
            loss.add(zLoss * row.logSumExp() * row.logSumExp());
        }
        return loss.value();
    }

    private static void gradient(
            SoftmaxRow row, RowTargets.Cursor target, double zLoss, double w, double[] out, int start) {
        double sum = target.sum();
        double pull = zLoss == 0 ? 0 : 2 * zLoss * row.logSumExp();
        row.probabilities(w * (sum + pull), out, start);
        for (int k = target.first(); k <= target.last(); k++) {
            double a = target.coefficient(k);
            if (a != 0) {
                out[start + k] = w * (row.probability(k) * ((sum - a) + pull) - a * row.complement(k));
            }
        }
    }

    /** What is made of a row, as many numbers as it has, to a place in an array. */
    private interface RowFunction {
        void apply(SoftmaxRow row, double[] out, int at);
    }

    private static Tensor byRow(Tensor logits, int axis, RowFunction f) {
        Rows rows = rowsOf(logits.shape(), axis);
        double[] out = new double[logits.size()];
        share(rows, (from, to) -> {
            SoftmaxRow row = new SoftmaxRow(logits, rows);
            RowOutput output = new RowOutput(rows, out);
            for (int r = from; r < to; r++) {
                row.moveTo(r);
                f.apply(row, output.array(), output.start(r));
            }
            output.finish();
        });
        return Tensor.adopt(logits.shape(), out);
    }

    private static void share(Rows rows, Threads.Part part) {
        Threads.share(
                rows.count(),
                rows.areContiguous() ? 1 : rows.together(),
                (long) WORTH_OF_AN_ENTRY * rows.count() * rows.length(),
                part);
    }

    static Rows rowsOf(Shape logits, int axis) {
        Rows rows = new Rows(logits, axis);
        if (rows.length() == 0) {
            throw new IllegalArgumentException(
                    "shape " + logits + " has no classes along axis " + axis + ": at least one is needed");
        }
        return rows;
    }
}
