package io.github.gradtape.cli;

import java.util.Arrays;

/**
 * Softmax and cross-entropy as textbooks fuse them: without overflow, but not accurate on confident rows.
 *
 * <pre>
 * log-sum-exp  = m + log Σ exp(z − m),  m = max z
 * softmax      = exp(z − m) / Σ exp(z − m)
 * loss         = log-sum-exp − z_y
 * gradient     = softmax − t
 * </pre>
 *
 * <p>In flat loops over arrays, as one writes them by hand: what the engine's own kernel is measured against, in digits and in
 * time.
 */
public final class TextbookCrossEntropy {

    private TextbookCrossEntropy() {}

    /**
     * The mean loss of rows of logits and its gradient.
     *
     * @param logits the logits, row by row
     * @param labels the class index of each row
     * @param gradient filled with the gradient by the logits
     * @return the loss
     */
    public static double mean(double[] logits, int[] labels, double[] gradient) {
        int classes = logits.length / labels.length;
        double loss = 0;
        for (int row = 0; row < labels.length; row++) {
            int start = row * classes;
            double max = logits[start];
            for (int i = start + 1; i < start + classes; i++) {
                max = Math.max(max, logits[i]);
            }
            double sum = 0;
            for (int i = start; i < start + classes; i++) {
                gradient[i] = Math.exp(logits[i] - max);
                sum += gradient[i];
            }
            int target = start + labels[row];
            loss += max + Math.log(sum) - logits[target];
            double factor = 1 / (sum * labels.length);
            for (int i = start; i < start + classes; i++) {
                gradient[i] *= factor;
            }
            gradient[target] -= 1.0 / labels.length;
        }
        return loss / labels.length;
    }

    static double logSumExp(double... row) {
        double max = max(row);
        return max + Math.log(Arrays.stream(exponentials(row, max)).sum());
    }

    static double[] softmax(double... row) {
        double[] exponentials = exponentials(row, max(row));
        double sum = Arrays.stream(exponentials).sum();
        return Arrays.stream(exponentials).map(e -> e / sum).toArray();
    }

    static double[] logSoftmax(double... row) {
        double logSumExp = logSumExp(row);
        return Arrays.stream(row).map(z -> z - logSumExp).toArray();
    }

    private static double max(double... row) {
        return Arrays.stream(row).max().orElseThrow();
    }

    private static double[] exponentials(double[] row, double max) {
        return Arrays.stream(row).map(z -> Math.exp(z - max)).toArray();
    }
}
