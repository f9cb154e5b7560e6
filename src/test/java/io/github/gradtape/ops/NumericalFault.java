package io.github.gradtape.ops;

import io.github.gradtape.tensor.CompensatedSum;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Kernels that are right but for rounding: each leaves out one of the things that keep the digits. */
enum NumericalFault implements Numerics {
    /** Nothing left out, as a control. */
    NONE,
    /** The rounding error of z − max is not folded back. */
    DROPPED_TAIL,
    /** It is folded back with the wrong sign, but only into log s, where no exponential magnifies it. */
    TURNED_TAIL,
    /** The exponentials are summed without compensation. */
    PLAIN_SUM,
    /** 1 − s by subtraction. */
    COMPLEMENT_BY_SUBTRACTION,
    /** log(1 + r) instead of log1p(r). */
    LOG_OF_SUM;

    /** One row of logits, seen through its largest. */
    private final class Kernel {

        private final double[] differences;
        private final double[] tails;
        private final double[] exponentials;
        private final double max;
        private final double others;
        private final double logTotal;
        private int top;

        Kernel(double... z) {
            for (int k = 0; k < z.length; k++) {
                top = z[k] > z[top] ? k : top;
            }
            max = z[top];
            differences = Arrays.stream(z).map(x -> x - max).toArray();
            tails = IntStream.range(0, z.length)
                    .mapToDouble(k -> NumericalFault.this == DROPPED_TAIL ? 0 : lost(z[k], max))
                    .toArray();
            exponentials = IntStream.range(0, z.length)
                    .mapToDouble(k -> Math.exp(differences[k]))
                    .toArray();
            Arrays.setAll(exponentials, k -> Math.fma(exponentials[k], tails[k], exponentials[k]));
            others = sumOfOthers();
            logTotal = NumericalFault.this == LOG_OF_SUM ? Math.log(1 + others) : Math.log1p(others);
        }

        private static double lost(double z, double max) {
            double difference = z - max;
            double subtracted = z - difference;
            return (z - (difference + subtracted)) + (subtracted - max);
        }

        private double sumOfOthers() {
            double plain = 0;
            CompensatedSum compensated = new CompensatedSum();
            for (int k = 0; k < exponentials.length; k++) {
                if (k != top) {
                    plain += exponentials[k];
                    compensated.add(exponentials[k]);
                }
            }
            return NumericalFault.this == PLAIN_SUM ? plain : compensated.value();
        }

        double probability(int k) {
            return exponentials[k] / (1 + others);
        }

        double complement(int k) {
            if (NumericalFault.this == COMPLEMENT_BY_SUBTRACTION) {
                return 1 - probability(k);
            }
            return k == top ? others / (1 + others) : (1 + (others - exponentials[k])) / (1 + others);
        }

        double logProbability(int k) {
            double tail = NumericalFault.this == TURNED_TAIL ? -tails[k] : tails[k];
            return differences[k] - (logTotal - tail);
        }
    }

    @Override
    public double loss(double[] z, Tensor targets) {
        Kernel kernel = new Kernel(z);
        double[] a = coefficients(z.length, targets, LossOptions.none());
        return IntStream.range(0, z.length)
                .filter(k -> a[k] != 0)
                .mapToDouble(k -> -a[k] * kernel.logProbability(k))
                .sum();
    }

    @Override
    public double[] gradient(double[] z, Tensor targets, LossOptions options) {
        Kernel kernel = new Kernel(z);
        double[] a = coefficients(z.length, targets, options);
        double sum = Arrays.stream(a).sum();
        return IntStream.range(0, z.length)
                .mapToDouble(k -> kernel.probability(k) * (sum - a[k]) - a[k] * kernel.complement(k))
                .toArray();
    }

    private static double[] coefficients(int classes, Tensor targets, LossOptions options) {
        double[] a = new double[classes];
        for (int k = 0; k < classes; k++) {
            double q = targets.rank() > 0 ? targets.get(k) : targets.item() == k ? 1 : 0;
            int c = k;
            double w = options.classWeights().map(weights -> weights.get(c)).orElse(1.0);
            a[k] = w * ((1 - options.smoothing()) * q + options.smoothing() / classes);
        }
        return a;
    }

    @Override
    public double[] softmax(double[] z) {
        Kernel kernel = new Kernel(z);
        return IntStream.range(0, z.length).mapToDouble(kernel::probability).toArray();
    }

    @Override
    public double[] logSoftmax(double[] z) {
        Kernel kernel = new Kernel(z);
        return IntStream.range(0, z.length).mapToDouble(kernel::logProbability).toArray();
    }

    @Override
    public double logSumExp(double[] z) {
        Kernel kernel = new Kernel(z);
        return kernel.max + kernel.logTotal;
    }
}
