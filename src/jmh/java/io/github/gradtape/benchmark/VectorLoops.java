package io.github.gradtape.benchmark;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * In vector instructions where that pays, otherwise in plain Java: the product with a first register tile of 4 × 2 vectors, tanh by
 * the platform's vector operator where that is fast, and a cross-entropy as accurate as the engine's, by the same formulas, in three
 * passes over a row.
 */
final class VectorLoops implements Loops {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final int LANES = SPECIES.length();

    private final ScalarLoops scalar = new ScalarLoops();

    /** The last classes of a row, fewer than a vector has lanes; exp(−700) behind them is lost in the sum. */
    private final double[] last = new double[LANES];

    private double[] transposed = {};

    @Override
    public void product(
            double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int m, int k, int n) {
        int down = transposeA ? 1 : k;
        int right = transposeA ? m : 1;
        double[] rows = transposeB ? transpose(b, n, k) : b;
        Arrays.fill(c, 0);
        int columns = n - n % (2 * LANES);
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            for (int j = 0; j < columns; j += 2 * LANES) {
                tile(a, i * down, down, right, rows, j, c, i * n + j, k, n);
            }
            for (int row = i; row < i + 4; row++) {
                addRows(a, row * down, right, rows, columns, c, row * n, k, n);
            }
        }
        for (; i < m; i++) {
            addRows(a, i * down, right, rows, 0, c, i * n, k, n);
        }
    }

    private double[] transpose(double[] b, int n, int k) {
        if (transposed.length < n * k) {
            transposed = new double[n * k];
        }
        for (int j = 0; j < n; j++) {
            for (int l = 0; l < k; l++) {
                transposed[l * n + j] = b[j * k + l];
            }
        }
        return transposed;
    }

    private static void tile(
            double[] a, int start, int down, int right, double[] b, int bStart, double[] c, int at, int k, int n) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int l = 0; l < k; l++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bStart + l * n);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bStart + l * n + LANES);
            int x = start + l * right;
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a[x]);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a[x + down]);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a[x + 2 * down]);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a[x + 3 * down]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        c00.intoArray(c, at);
        c01.intoArray(c, at + LANES);
        c10.intoArray(c, at + n);
        c11.intoArray(c, at + n + LANES);
        c20.intoArray(c, at + 2 * n);
        c21.intoArray(c, at + 2 * n + LANES);
        c30.intoArray(c, at + 3 * n);
        c31.intoArray(c, at + 3 * n + LANES);
    }

    /** Adds the columns of one row that are past the tiles. */
    private static void addRows(
            double[] a, int start, int right, double[] b, int from, double[] c, int row, int k, int n) {
        for (int l = 0; l < k; l++) {
            double factor = a[start + l * right];
            for (int j = from; j < n; j++) {
                c[row + j] += factor * b[l * n + j];
            }
        }
    }

    @Override
    public void addRow(double[] row, double[] x) {
        int end = SPECIES.loopBound(row.length);
        for (int start = 0; start < x.length; start += row.length) {
            for (int j = 0; j < end; j += LANES) {
                DoubleVector.fromArray(SPECIES, x, start + j)
                        .add(DoubleVector.fromArray(SPECIES, row, j))
                        .intoArray(x, start + j);
            }
            for (int j = end; j < row.length; j++) {
                x[start + j] += row[j];
            }
        }
    }

    @Override
    public void sumRows(double[] x, double[] sums) {
        Arrays.fill(sums, 0);
        int end = SPECIES.loopBound(sums.length);
        for (int start = 0; start < x.length; start += sums.length) {
            for (int j = 0; j < end; j += LANES) {
                DoubleVector.fromArray(SPECIES, sums, j)
                        .add(DoubleVector.fromArray(SPECIES, x, start + j))
                        .intoArray(sums, j);
            }
            for (int j = end; j < sums.length; j++) {
                sums[j] += x[start + j];
            }
        }
    }

    /** By the platform's operator for eight lanes; of four it took as long as Math.tanh on 17 and twice as long on 25. */
    @Override
    public void tanh(double[] x) {
        int end = LANES < 8 ? 0 : SPECIES.loopBound(x.length);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.TANH).intoArray(x, i);
        }
        for (int i = end; i < x.length; i++) {
            x[i] = Math.tanh(x[i]);
        }
    }

    @Override
    public void tanhPullback(double[] y, double[] yBar) {
        scalar.tanhPullback(y, yBar);
    }

    @Override
    public void relu(double[] x) {
        scalar.relu(x);
    }

    @Override
    public void reluPullback(double[] y, double[] yBar) {
        scalar.reluPullback(y, yBar);
    }

    @Override
    public void descend(double[] x, double[] velocity, double[] gradient, double rate, double momentum) {
        scalar.descend(x, velocity, gradient, rate, momentum);
    }

    @Override
    public double crossEntropy(double[] logits, int[] labels, double[] gradient) {
        int classes = logits.length / labels.length;
        double loss = 0;
        for (int row = 0; row < labels.length; row++) {
            loss += rowLoss(logits, row * classes, classes, row * classes + labels[row], gradient, 1.0 / labels.length);
        }
        return loss / labels.length;
    }

    private double rowLoss(double[] z, int start, int classes, int label, double[] gradient, double weight) {
        int top = top(z, start, classes);
        double max = z[top];
        int end = SPECIES.loopBound(classes);
        Arrays.fill(last, max - 700);
        System.arraycopy(z, start + end, last, 0, classes - end);
        DoubleVector sums = DoubleVector.zero(SPECIES);
        DoubleVector errors = sums;
        for (int k = 0; k < classes; k += LANES) {
            boolean isWhole = k < end;
            DoubleVector e = exp(DoubleVector.fromArray(SPECIES, isWhole ? z : last, isWhole ? start + k : 0), max);
            e.intoArray(isWhole ? gradient : last, isWhole ? start + k : 0);
            DoubleVector sum = sums.add(e);
            DoubleVector added = sum.sub(sums);
            errors = errors.add(sums.sub(sum.sub(added)).add(e.sub(added)));
            sums = sum;
        }
        System.arraycopy(last, 0, gradient, start + end, classes - end);
        double[] parts = sums.toArray();
        double others = -1;
        double error = errors.reduceLanes(VectorOperators.ADD);
        for (double part : parts) {
            double sum = others + part;
            double added = sum - others;
            error += (others - (sum - added)) + (part - added);
            others = sum;
        }
        double r = others + error;
        double total = 1 + r;
        double inverse = 1 / total;
        double left = inverse * -(Math.fma(inverse, total, -1) + inverse * ((1 - total) + r));
        double scale = weight * (inverse + left);
        for (int k = 0; k < end; k += LANES) {
            DoubleVector.fromArray(SPECIES, gradient, start + k).mul(scale).intoArray(gradient, start + k);
        }
        for (int k = end; k < classes; k++) {
            gradient[start + k] *= scale;
        }
        double complement = label == top ? r : total - gradient[label] / scale;
        gradient[label] = -complement * scale;
        return Math.log1p(r) - (z[label] - max);
    }

    private static int top(double[] z, int start, int classes) {
        int end = start + SPECIES.loopBound(classes);
        DoubleVector largest = DoubleVector.broadcast(SPECIES, z[start]);
        for (int k = start; k < end; k += LANES) {
            largest = largest.max(DoubleVector.fromArray(SPECIES, z, k));
        }
        double max = largest.reduceLanes(VectorOperators.MAX);
        for (int k = end; k < start + classes; k++) {
            max = Math.max(max, z[k]);
        }
        int top = start;
        while (z[top] != max) {
            top++;
        }
        return top;
    }

    /** exp(z − max) with the rounding error of the difference, for differences above −708. */
    private static DoubleVector exp(DoubleVector z, double max) {
        DoubleVector difference = z.sub(max);
        DoubleVector subtracted = z.sub(difference);
        DoubleVector tail = z.sub(difference.add(subtracted)).add(subtracted.sub(max));
        DoubleVector shifter = DoubleVector.broadcast(SPECIES, 0x1.8p52);
        DoubleVector shifted = difference.fma(DoubleVector.broadcast(SPECIES, 0x1.71547652b82fep0), shifter);
        DoubleVector exponent = shifter.sub(shifted);
        DoubleVector r = exponent.fma(DoubleVector.broadcast(SPECIES, 0x1.62e42fefa39efp-1), difference);
        DoubleVector c = exponent.fma(DoubleVector.broadcast(SPECIES, 0x1.abc9e3b39803fp-56), tail);
        DoubleVector q = DoubleVector.broadcast(SPECIES, 1 / 6227020800.0);
        for (double factorial : FACTORIALS) {
            q = q.fma(r, DoubleVector.broadcast(SPECIES, 1 / factorial));
        }
        DoubleVector square = r.mul(r);
        DoubleVector s = r.add(1);
        DoubleVector t = r.sub(s.sub(1));
        DoubleVector significand = s.add(square.fma(q, c.fma(square.fma(q, s), t)));
        LongVector bits = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return significand.mul(bits.add(Double.doubleToRawLongBits(1)).reinterpretAsDoubles());
    }

    /** 12! to 2!. */
    private static final double[] FACTORIALS = {479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2};
}
