package io.github.gradtape.cli;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** One row of the softmax family to 60 digits, straight from the formulas; logits may be −∞, but not all of them. */
public final class HighPrecision {

    private static final MathContext DIGITS = new MathContext(60);

    private static final BigDecimal UNITS = BigDecimal.valueOf(1L << 53);

    private static final BigDecimal TWO_TERMS_SUFFICE = new BigDecimal("1e-31");

    private final double[] logits;
    private final BigDecimal max;
    private final BigDecimal[] exponentials;
    private final BigDecimal total;
    private final BigDecimal logTotal;

    /**
     * The row of these logits.
     *
     * @param logits the logits
     */
    public HighPrecision(double... logits) {
        this.logits = logits.clone();
        this.max = new BigDecimal(Arrays.stream(logits).max().getAsDouble());
        Map<Double, BigDecimal> known = new HashMap<>();
        this.exponentials = Arrays.stream(logits)
                .mapToObj(z -> known.computeIfAbsent(z, this::exponential))
                .toArray(BigDecimal[]::new);
        this.total = Arrays.stream(exponentials).reduce(BigDecimal.ZERO, BigDecimal::add);
        this.logTotal = logOnePlus(total.subtract(BigDecimal.ONE));
    }

    /** To 60 digits of its own, however small x is. */
    private static BigDecimal logOnePlus(BigDecimal x) {
        if (x.compareTo(TWO_TERMS_SUFFICE) < 0) {
            return x.subtract(x.multiply(x).divide(new BigDecimal(2), DIGITS));
        }
        int zeros = Math.max(0, x.scale() - x.precision());
        return BigDecimalMath.log(x.add(BigDecimal.ONE), new MathContext(DIGITS.getPrecision() + zeros + 2));
    }

    private BigDecimal exponential(double z) {
        if (z == Double.NEGATIVE_INFINITY) {
            return BigDecimal.ZERO;
        }
        BigDecimal difference = new BigDecimal(z).subtract(max);
        return difference.signum() == 0 ? BigDecimal.ONE : BigDecimalMath.exp(difference, DIGITS);
    }

    /**
     * The softmax.
     *
     * @param k a class
     * @return s_k
     */
    public BigDecimal probability(int k) {
        return exponentials[k].divide(total, DIGITS);
    }

    /**
     * The log-sum-exp.
     *
     * @return log Σ exp z
     */
    public BigDecimal logSumExp() {
        return max.add(logTotal);
    }

    /**
     * What the log-sum-exp is the sum of, in magnitude: where the two cancel no rounding can keep its digits.
     *
     * @return |max z| + log Σ exp(z − max z)
     */
    public BigDecimal logSumExpScale() {
        return max.abs().add(logTotal);
    }

    /**
     * The log-softmax.
     *
     * @param k a class
     * @return log s_k
     */
    public BigDecimal logProbability(int k) {
        return new BigDecimal(logits[k]).subtract(max).subtract(logTotal);
    }

    /**
     * The cross-entropy −Σ a log s, to which a coefficient of 0 adds nothing.
     *
     * @param coefficients a
     * @return the loss
     */
    public BigDecimal loss(double... coefficients) {
        BigDecimal loss = BigDecimal.ZERO;
        for (int k = 0; k < coefficients.length; k++) {
            if (coefficients[k] != 0) {
                loss = loss.subtract(new BigDecimal(coefficients[k]).multiply(logProbability(k)));
            }
        }
        return loss;
    }

    /**
     * The gradient of the cross-entropy by the logits, A s − a with A = Σ a.
     *
     * @param coefficients a
     * @return its entries
     */
    public BigDecimal[] gradient(double... coefficients) {
        return gradient(Arrays.stream(coefficients).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new));
    }

    /**
     * The gradient of the cross-entropy by the logits, A s − a with A = Σ a.
     *
     * @param coefficients a
     * @return its entries
     */
    public BigDecimal[] gradient(BigDecimal... coefficients) {
        BigDecimal sum = Arrays.stream(coefficients).reduce(BigDecimal.ZERO, BigDecimal::add);
        // over the common denominator nothing is rounded before the difference, which may cancel
        return IntStream.range(0, coefficients.length)
                .mapToObj(k -> sum.multiply(exponentials[k])
                        .subtract(coefficients[k].multiply(total))
                        .divide(total, DIGITS))
                .toArray(BigDecimal[]::new);
    }

    /**
     * The relative error of a computed value.
     *
     * @param actual the value
     * @param expected what it should be
     * @return the error in units of u = 2⁻⁵³, 0 if both are 0
     */
    public static double errorInUnits(double actual, BigDecimal expected) {
        return errorInUnits(actual, expected, expected.abs());
    }

    /**
     * The error of a computed value relative to a scale.
     *
     * @param actual the value
     * @param expected what it should be
     * @param scale what the error is divided by
     * @return the error in units of u = 2⁻⁵³, 0 if there is none; ∞ for a value that is not finite
     */
    public static double errorInUnits(double actual, BigDecimal expected, BigDecimal scale) {
        if (!Double.isFinite(actual)) {
            return Double.POSITIVE_INFINITY;
        }
        BigDecimal error = new BigDecimal(actual).subtract(expected).abs();
        if (error.signum() == 0) {
            return 0;
        }
        return scale.signum() == 0
                ? Double.POSITIVE_INFINITY
                : error.divide(scale, DIGITS).multiply(UNITS).doubleValue();
    }
}
