package io.github.gradtape.ops;

import io.github.gradtape.cli.HighPrecision;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The accuracy contract, clause by clause: the worst error of a row in units of u = 2⁻⁵³, and what is allowed. */
enum AccuracyLaw {
    /** Relative to the loss plus 2.1 log Σ; log Σ is at most the loss, so that this is 3.1 u of it or less. */
    ROW_LOSS(1) {
        @Override
        double error(Numerics numerics, Row row, RandomGenerator random) {
            int label = random.nextInt(row.z.length);
            double[] oneHot = oneHot(row, label).toArray();
            BigDecimal exact = row.exact.loss(oneHot);
            return Math.max(
                    logError(numerics.loss(row.z, Tensor.scalar(label)), exact, row),
                    logError(numerics.loss(row.z, Tensor.of(oneHot)), exact, row));
        }
    },
    GRADIENT(3.1) {
        @Override
        double error(Numerics numerics, Row row, RandomGenerator random) {
            int label = random.nextInt(row.z.length);
            Tensor oneHot = oneHot(row, label);
            BigDecimal[] exact = row.exact.gradient(oneHot.toArray());
            return Math.max(
                    worst(numerics.gradient(row.z, Tensor.scalar(label), LossOptions.none()), k -> exact[k]),
                    worst(numerics.gradient(row.z, oneHot, LossOptions.none()), k -> exact[k]));
        }
    },
    /**
     * Probabilities, smoothing and class weights; relative to A s + a, of which an entry is the difference. With the latter two
     * more is proven, 10.1 u, than was ever seen.
     */
    GRADIENT_THAT_MAY_CANCEL(7.1) {
        @Override
        double error(Numerics numerics, Row row, RandomGenerator random) {
            int classes = row.z.length;
            Tensor targets = random.nextInt(3) == 0
                    ? Tensor.scalar(random.nextInt(classes))
                    : Tensor.of(probabilities(row, random));
            double smoothing = random.nextInt(3) == 0 ? 0 : random.nextDouble();
            double[] weights = random.doubles(classes, 0.1, 3).toArray();
            LossOptions plain = LossOptions.none().withSmoothing(smoothing);
            LossOptions options = random.nextBoolean() ? plain : plain.withClassWeights(weights);
            BigDecimal[] a = coefficients(row, targets, options);
            BigDecimal sum = Arrays.stream(a).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal[] exact = row.exact.gradient(a);
            double[] gradient = numerics.gradient(row.z, targets, options);
            return IntStream.range(0, classes)
                    .mapToDouble(k -> HighPrecision.errorInUnits(
                            gradient[k],
                            exact[k],
                            sum.multiply(row.exact.probability(k)).add(a[k])))
                    .max()
                    .orElseThrow();
        }
    },
    ROWS_OF_THE_GRADIENT_SUM_TO_ZERO(4) {
        @Override
        double error(Numerics numerics, Row row, RandomGenerator random) {
            Tensor label = Tensor.scalar(random.nextInt(row.z.length));
            double[] gradient = numerics.gradient(row.z, label, LossOptions.none());
            BigDecimal sum = Arrays.stream(gradient).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal magnitudes = Arrays.stream(gradient)
                    .mapToObj(g -> new BigDecimal(g).abs())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return HighPrecision.errorInUnits(0, sum, magnitudes);
        }
    },
    SOFTMAX(3.1) {
        @Override
        double error(Numerics numerics, Row row, RandomGenerator random) {
            return worst(numerics.softmax(row.z), row.exact::probability);
        }
    },
    /** As for the loss of each class. */
    LOG_SOFTMAX(1) {
        @Override
        double error(Numerics numerics, Row row, RandomGenerator random) {
            double[] actual = numerics.logSoftmax(row.z);
            return IntStream.range(0, actual.length)
                    .mapToDouble(k -> logError(actual[k], row.exact.logProbability(k), row))
                    .max()
                    .orElseThrow();
        }
    },
    /** Relative to |max| + log Σ, of which it is the sum. */
    LOG_SUM_EXP(2) {
        @Override
        double error(Numerics numerics, Row row, RandomGenerator random) {
            return HighPrecision.errorInUnits(
                    numerics.logSumExp(row.z), row.exact.logSumExp(), row.exact.logSumExpScale());
        }
    };

    private static final MathContext DIGITS = new MathContext(60);

    private final double allowed;

    AccuracyLaw(double allowed) {
        this.allowed = allowed;
    }

    /** A row of logits and what 60 digits make of it. */
    static final class Row {

        final double[] z;
        final HighPrecision exact;

        Row(double... z) {
            this.z = z;
            this.exact = new HighPrecision(z);
        }

        /** log Σ exp(z − max). */
        BigDecimal logTotal() {
            double max = Arrays.stream(z).max().orElseThrow();
            return exact.logSumExp().subtract(new BigDecimal(max));
        }
    }

    double allowed() {
        return allowed;
    }

    abstract double error(Numerics numerics, Row row, RandomGenerator random);

    boolean holds(Numerics numerics, Row row, RandomGenerator random) {
        return error(numerics, row, random) <= allowed;
    }

    private static double worst(double[] actual, IntFunction<BigDecimal> exact) {
        return IntStream.range(0, actual.length)
                .mapToDouble(k -> HighPrecision.errorInUnits(actual[k], exact.apply(k)))
                .max()
                .orElseThrow();
    }

    /** Of a sum of the exact z_k − max and log Σ: the last addition rounds, and what log Σ is off by is added. */
    private static double logError(double actual, BigDecimal exact, Row row) {
        BigDecimal scale = exact.abs().add(row.logTotal().multiply(new BigDecimal("2.1")));
        return HighPrecision.errorInUnits(actual, exact, scale);
    }

    private static Tensor oneHot(Row row, int label) {
        return Indexing.oneHot(Tensor.scalar(label), 0, row.z.length);
    }

    /** Some of them 0, some near the softmax, where the gradient is near 0; but not all so small that A s underflows. */
    private static double[] probabilities(Row row, RandomGenerator random) {
        double[] q = random.doubles(row.z.length).toArray();
        for (int k = 0; k < q.length; k++) {
            q[k] = switch (random.nextInt(3)) {
                case 0 -> 0;
                case 1 -> row.exact.probability(k).doubleValue();
                default -> q[k];
            };
        }
        q[random.nextInt(q.length)] = random.nextDouble(0.1, 1);
        return q;
    }

    /** a = w ((1 − ε) q + ε/C), where a label has w_y for the w of its 1 − ε, which is the same. */
    private static BigDecimal[] coefficients(Row row, Tensor targets, LossOptions options) {
        int classes = row.z.length;
        double[] q = targets.rank() == 0 ? oneHot(row, (int) targets.item()).toArray() : targets.toArray();
        double[] w = options.classWeights().map(Tensor::toArray).orElseGet(() -> ones(classes));
        BigDecimal smoothing = new BigDecimal(options.smoothing());
        BigDecimal spread = smoothing.divide(new BigDecimal(classes), DIGITS);
        BigDecimal kept = BigDecimal.ONE.subtract(smoothing);
        return IntStream.range(0, classes)
                .mapToObj(k -> new BigDecimal(w[k])
                        .multiply(kept.multiply(new BigDecimal(q[k])).add(spread)))
                .toArray(BigDecimal[]::new);
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
