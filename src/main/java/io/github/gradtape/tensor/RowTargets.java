package io.github.gradtape.tensor;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/**
 * What a loss compares rows of class scores with: the coefficients a_c of its −Σ a_c log s_c.
 *
 * <p>There are two kinds, told apart by their shape. Probabilities q, of the shape of the scores, which need neither sum to 1 nor be
 * positive, give a_c = w_c ((1 − ε) q_c + ε/C). Class indices y, of that shape without the class axis, give
 * a_c = (1 − ε) w_y [c = y] + (ε/C) w_c. Here ε is the smoothing, w are the weights of the classes (1 if there are none), and C is
 * their number.
 */
public final class RowTargets {

    private final Shape scores;
    private final Shape losses;
    private final Rows rows;
    private final double confidence;
    private final double spread;

    /** Null for 1 throughout. */
    private final double[] classWeights;

    /** Σ (ε/C) w_c. */
    private final double spreadInAll;

    private final double[] targets;
    private final int[] labels;

    /**
     * The targets of rows of scores.
     *
     * @param targets probabilities or class indices
     * @param scores the shape of the scores
     * @param axis the axis of the classes
     * @param smoothing ε, from 0 to 1
     * @param classWeights w, one a class
     * @param ignored the class index of ignored rows
     * @throws IllegalArgumentException if there is no such axis or no class along it, the targets' shape fits neither kind, a class
     *     index that is not ignored is not a class, there are not as many weights as classes, or an ignored label is given for
     *     targets without labels
     */
    public RowTargets(
            Tensor targets,
            Shape scores,
            int axis,
            double smoothing,
            Optional<Tensor> classWeights,
            OptionalInt ignored) {
        this.scores = scores;
        this.losses = scores.without(axis);
        this.rows = SoftmaxKernels.rowsOf(scores, axis);
        this.confidence = 1 - smoothing;
        this.spread = smoothing / rows.length();
        this.classWeights = classWeights.isEmpty() ? null : classWeights.get().borrow();
        this.spreadInAll = spreadInAll();
        if (targets.shape().equals(scores)) {
            if (ignored.isPresent()) {
                throw new IllegalArgumentException("an ignored label, " + ignored.getAsInt()
                        + ", needs class indices, but the targets of shape " + targets.shape() + " are probabilities");
            }
            this.targets = targets.borrow();
            this.labels = null;
        } else if (targets.shape().equals(losses)) {
            this.targets = null;
            this.labels = Indexing.positions("class index", targets, rows.length(), ignored);
        } else {
            throw new IllegalArgumentException(
                    "targets of shape " + targets.shape() + " fit neither as probabilities, of shape " + scores
                            + ", nor as class indices, of shape " + losses);
        }
    }

    private double spreadInAll() {
        if (classWeights == null) {
            return spread * rows.length();
        }
        if (classWeights.length != rows.length()) {
            throw new IllegalArgumentException(classWeights.length + " class weights for scores of shape " + scores
                    + ", which have " + rows.length() + " classes");
        }
        return CompensatedSum.of(
                Arrays.stream(classWeights).map(w -> spread * w).toArray());
    }

    /** The shape of one loss a row. */
    Shape losses() {
        return losses;
    }

    /** The rows along the axis of the classes of scores of that shape, which must be that of the targets' scores. */
    Rows rowsOf(Shape shape) {
        if (!shape.equals(scores)) {
            throw new IllegalArgumentException(
                    "targets of scores of shape " + scores + ", but the scores have shape " + shape);
        }
        return rows;
    }

    private double weight(int label) {
        return classWeights == null ? 1 : classWeights[label];
    }

    /** Whether every row has a coefficient of one class alone. */
    private boolean haveOneClass() {
        return labels != null && spread == 0;
    }

    /** Whether a row is kept. */
    private boolean isKept(int row) {
        return labels == null || labels[row] != Indexing.IGNORED;
    }

    Cursor cursor() {
        return new Cursor();
    }

    /** One row at a time, for one thread. */
    final class Cursor {

        /** Null for labels. */
        private final RowInput probabilities = targets == null ? null : new RowInput(rows, targets);

        /** Null if no row has more than one, which is the sum then. */
        private final double[] coefficients = haveOneClass() ? null : new double[rows.length()];

        private int row;
        private double sum;

        void moveTo(int newRow) {
            row = newRow;
            if (!isKept()) {
                sum = 0;
            } else if (labels != null) {
                readLabel();
            } else {
                readProbabilities();
            }
        }

        private void readLabel() {
            int label = labels[row];
            double share = confidence * weight(label);
            sum = share + spreadInAll;
            if (coefficients != null) {
                for (int k = 0; k < coefficients.length; k++) {
                    coefficients[k] = spread * weight(k);
                }
                coefficients[label] += share;
            }
        }

        private void readProbabilities() {
            int start = probabilities.start(row);
            double[] q = probabilities.array();
            CompensatedSum total = new CompensatedSum();
            for (int k = 0; k < coefficients.length; k++) {
                coefficients[k] = weight(k) * Math.fma(confidence, q[start + k], spread);
                total.add(coefficients[k]);
            }
            sum = total.value();
        }

        /** Whether the row is kept. */
        boolean isKept() {
            return RowTargets.this.isKept(row);
        }

        /** a_k of this row, if it is kept, for a class from the first to the last. */
        double coefficient(int k) {
            return coefficients == null ? sum : coefficients[k];
        }

        /** No class before this one has a coefficient other than 0 in this row, if it is kept. */
        int first() {
            return coefficients == null ? labels[row] : 0;
        }

        /** No class behind this one has a coefficient other than 0 in this row, if it is kept. */
        int last() {
            return coefficients == null ? labels[row] : rows.length() - 1;
        }

        /** Σ a_k of this row. */
        double sum() {
            return sum;
        }
    }

    /**
     * What the sum of the losses is divided by for their mean: the number of rows for probabilities, the sum of w_y over the
     * kept rows for class indices.
     *
     * @return the divisor D
     */
    public double meanDivisor() {
        if (labels == null) {
            return rows.count();
        }
        CompensatedSum divisor = new CompensatedSum();
        for (int label : labels) {
            if (label != Indexing.IGNORED) {
                divisor.add(weight(label));
            }
        }
        return divisor.value();
    }

    /**
     * Which rows are kept, as their labels are not ignored.
     *
     * @return 1 for each row that is and 0 for the others, in the order of the rows
     */
    public double[] kept() {
        double[] kept = new double[rows.count()];
        for (int row = 0; row < kept.length; row++) {
            kept[row] = isKept(row) ? 1 : 0;
        }
        return kept;
    }

    /**
     * All coefficients.
     *
     * @return a, of the shape of the scores; 0 in ignored rows
     */
    public Tensor coefficients() {
        double[] out = new double[rows.count() * rows.length()];
        Cursor row = cursor();
        for (int r = 0; r < rows.count(); r++) {
            row.moveTo(r);
            for (int k = row.first(); k <= row.last() && row.isKept(); k++) {
                out[rows.start(r) + k * rows.step()] = row.coefficient(k);
            }
        }
        return Tensor.adopt(scores, out);
    }

    /**
     * The sum −Σ a f(x) of each row, where a coefficient of 0 costs nothing and nothing is computed.
     *
     * @param x of the shape of the scores
     * @param f the function
     * @return one sum a row, of the shape without the axis; 0 for ignored rows
     */
    public Tensor costs(Tensor x, DoubleUnaryOperator f) {
        double[] in = x.borrow();
        double[] out = new double[rows.count()];
        Cursor row = cursor();
        for (int r = 0; r < out.length; r++) {
            row.moveTo(r);
            for (int k = row.first(); k <= row.last() && row.isKept(); k++) {
                double a = row.coefficient(k);
                if (a != 0) {
                    out[r] -= a * f.applyAsDouble(in[rows.start(r) + k * rows.step()]);
                }
            }
        }
        return Tensor.adopt(losses, out);
    }

    /**
     * The quotients −a / x, times a factor w a row, and 0 where the coefficient or the factor is 0.
     *
     * @param factors w, one a row
     * @param x of the shape of the scores
     * @return the quotients, of that shape; 0 in ignored rows
     */
    public Tensor quotients(Tensor factors, Tensor x) {
        double[] w = factors.borrow();
        double[] in = x.borrow();
        double[] out = new double[in.length];
        Cursor row = cursor();
        for (int r = 0; r < w.length; r++) {
            row.moveTo(r);
            for (int k = row.first(); k <= row.last() && row.isKept(); k++) {
                int i = rows.start(r) + k * rows.step();
                double a = row.coefficient(k);
                if (a != 0 && w[r] != 0) {
                    out[i] = -(w[r] * (a / in[i]));
                }
            }
        }
        return Tensor.adopt(scores, out);
    }
}
