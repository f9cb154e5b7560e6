package io.github.gradtape.benchmark;

import io.github.gradtape.cli.TextbookCrossEntropy;
import java.util.Arrays;

/** In plain Java; the cross-entropy is the textbook's. */
final class ScalarLoops implements Loops {

    @Override
    public void product(
            double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int m, int k, int n) {
        int down = transposeA ? 1 : k;
        int right = transposeA ? m : 1;
        if (transposeB) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum += a[i * down + l * right] * b[j * k + l];
                    }
                    c[i * n + j] = sum;
                }
            }
            return;
        }
        Arrays.fill(c, 0);
        for (int i = 0; i < m; i++) {
            for (int l = 0; l < k; l++) {
                double factor = a[i * down + l * right];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += factor * b[l * n + j];
                }
            }
        }
    }

    @Override
    public void addRow(double[] row, double[] x) {
        for (int start = 0; start < x.length; start += row.length) {
            for (int j = 0; j < row.length; j++) {
                x[start + j] += row[j];
            }
        }
    }

    @Override
    public void sumRows(double[] x, double[] sums) {
        Arrays.fill(sums, 0);
        for (int start = 0; start < x.length; start += sums.length) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += x[start + j];
            }
        }
    }

    @Override
    public void tanh(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.tanh(x[i]);
        }
    }

    @Override
    public void tanhPullback(double[] y, double[] yBar) {
        for (int i = 0; i < y.length; i++) {
            yBar[i] *= 1 - y[i] * y[i];
        }
    }

    @Override
    public void relu(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(x[i], 0);
        }
    }

    @Override
    public void reluPullback(double[] y, double[] yBar) {
        for (int i = 0; i < y.length; i++) {
            yBar[i] = y[i] > 0 ? yBar[i] : 0;
        }
    }

    @Override
    public void descend(double[] x, double[] velocity, double[] gradient, double rate, double momentum) {
        for (int i = 0; i < x.length; i++) {
            velocity[i] = momentum * velocity[i] + gradient[i];
            x[i] -= rate * velocity[i];
        }
    }

    @Override
    public double crossEntropy(double[] logits, int[] labels, double[] gradient) {
        return TextbookCrossEntropy.mean(logits, labels, gradient);
    }
}
