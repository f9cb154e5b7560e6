package io.github.gradtape.ops;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** One row of the softmax family to 60 digits, straight from the formulas; logits may be −∞, but not all of them. */
final class HighPrecision {

    private static final MathContext DIGITS = new MathContext(60);

    private final double[] logits;
    private final BigDecimal max;
    private final BigDecimal[] exponentials;
    private final BigDecimal total;

    HighPrecision(double... logits) {
        this.logits = logits;
        this.max = new BigDecimal(Arrays.stream(logits).max().getAsDouble());
        this.exponentials = Arrays.stream(logits).mapToObj(this::exponential).toArray(BigDecimal[]::new);
        this.total = Arrays.stream(exponentials).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal exponential(double z) {
        return z == Double.NEGATIVE_INFINITY
                ? BigDecimal.ZERO
                : BigDecimalMath.exp(new BigDecimal(z).subtract(max), DIGITS);
    }

    BigDecimal probability(int k) {
        return exponentials[k].divide(total, DIGITS);
    }

    BigDecimal logSumExp() {
        return max.add(logTotal());
    }

    /** log Σ exp(z − max), to 60 digits of itself even where the sum is all but 1. */
    BigDecimal logTotal() {
        BigDecimal others = total.subtract(BigDecimal.ONE);
        return others.compareTo(new BigDecimal("1e-40")) < 0
                ? others.subtract(others.multiply(others).divide(new BigDecimal(2), DIGITS))
                : BigDecimalMath.log(total, new MathContext(110));
    }

    BigDecimal logProbability(int k) {
        return new BigDecimal(logits[k]).subtract(max).subtract(logTotal());
    }

    /** −Σ t log s, over the targets that are not 0. */
    BigDecimal loss(double... targets) {
        BigDecimal loss = BigDecimal.ZERO;
        for (int k = 0; k < targets.length; k++) {
            if (targets[k] != 0) {
                loss = loss.subtract(new BigDecimal(targets[k]).multiply(logProbability(k)));
            }
        }
        return loss;
    }

    /** A s_k − t_k. */
    BigDecimal gradient(int k, double... targets) {
        BigDecimal sum = Arrays.stream(targets).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        // over the common denominator nothing is rounded before the difference, which may cancel
        BigDecimal difference = sum.multiply(exponentials[k]).subtract(new BigDecimal(targets[k]).multiply(total));
        return difference.divide(total, DIGITS);
    }

    /** The relative error of a computed value, in units of u = 2⁻⁵³; 0 if both are 0. */
    static double errorInUnits(double actual, BigDecimal expected) {
        return errorInUnits(actual, expected, expected.abs());
    }

    /** The error of a computed value relative to a scale, in units of u = 2⁻⁵³. */
    static double errorInUnits(double actual, BigDecimal expected, BigDecimal scale) {
        BigDecimal error = new BigDecimal(actual).subtract(expected).abs();
        return error.signum() == 0
                ? 0
                : error.divide(scale, DIGITS).multiply(new BigDecimal(0x1p53)).doubleValue();
    }
}
