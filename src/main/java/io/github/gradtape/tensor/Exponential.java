package io.github.gradtape.tensor;

/**
 * The exponential of x + tail, where the tail is what rounding took from x: relative error below 1.01 u, u = 2⁻⁵³, so that only
 * the last addition rounds at full size.
 *
 * <pre>
 * exp(x + tail) = 2ᵏ · exp(r + c),   k = nearest integer to x log₂e,   r = x − k·H,   c = tail − k·L,   H + L = ln 2
 *               = 2ᵏ · (s + ((t + c·exp r) + r²·q(r))),   s + t = 1 + r,   q(r) = Σ rⁿ / (n + 2)!  for n = 0…11
 * </pre>
 *
 * <p>Why it holds, for |x| ≤ 708 and |tail| ≤ ulp(x)/2, in units of u:
 *
 * <ul>
 *   <li>r is exact (a multiple of 2⁻⁵⁴ below ½) and |r| ≤ 0.34658; |c| &lt; 2⁻⁴³, so that the roundings c takes part in, c²/2 and
 *       the third part of ln 2 come to less than 2⁻³⁰. s + t is exact (Dekker 1971).
 *   <li>q cut after r¹¹ lacks |r|¹⁴/14! · exp(max(r, 0)) of r²·q, at most 0.038 if r ≤ 0 and 0.053 else.
 *   <li>q is off by the two roundings at its size, 1/4 each if r ≤ 0 and 1/2 else, and 0.05 for all others and the coefficients;
 *       r² and the last multiply-add by r²q each.
 *   <li>r ≤ 0: the last addition is off by 1/2, all by 0.5 + 0.55 r² + 2 r²q + 0.038 ≤ 0.712, where exp r ≥ 0.7071: 1.007.
 *   <li>r ≥ 0: the last addition is off by 1, all by less than 1 + 2.3 r² + |r|¹⁴/14! · exp r ≤ exp r: 1.
 * </ul>
 *
 * <p>The worst of 6,000,000 arguments, many of them where a bound above is attained, was 1.0000 u, and no more than
 * 0.65 ulp was found. A subnormal result
 * is off by at most 1.01 of the smallest number, 2⁻¹⁰⁷⁴, and was by 0.76. No argument was found where it decreases.
 *
 * <p>After Tang 1989 (ACM TOMS 15, 144), without his table; Muller, Elementary Functions, 3rd ed., 11.1 for the reduction by
 * multiply-add.
 */
final class Exponential {

    static final double LOG2_E = 0x1.71547652b82fep0;
    static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    /** Added to a number below 2⁵¹ it leaves the nearest integer in the last bits of the sum. */
    static final double SHIFTER = 0x1.8p52;

    static final double SURELY_NORMAL = 708;
    private static final double SURELY_INFINITE = 710;
    private static final double SURELY_ZERO = -746;

    private Exponential() {}

    /** exp(x): ∞ from 709.79 and 0 from −745.14 on, NaN of NaN. */
    static double exp(double x) {
        return exp(x, 0);
    }

    /**
     * exp(x + tail): ∞ from 709.79 and 0 from −745.14 on, NaN of NaN.
     *
     * @param x any number
     * @param tail at most ulp(x)/2 in size; not looked at if x is infinite
     */
    static double exp(double x, double tail) {
        if (!(Math.abs(x) <= SURELY_NORMAL)) {
            return atTheLimits(x, tail);
        }
        double shifted = Math.fma(x, LOG2_E, SHIFTER);
        return significand(x, tail, shifted - SHIFTER) * power(shifted);
    }

    /** exp(x − m) as if the difference had not been rounded. */
    static double ofDifference(double x, double m) {
        return exp(x - m, lost(x, m));
    }

    /**
     * The rounding error of x − m, as {@link FoldedSum#error} has it of a sum; spelt out as the vector kernels do the same. NaN if
     * the difference is infinite.
     */
    static double lost(double x, double m) {
        double difference = x - m;
        double subtracted = x - difference;
        double kept = difference + subtracted;
        return (x - kept) + (subtracted - m);
    }

    /** 2ᵏ, if that is normal; k stands in the last bits of what is shifted. */
    static double power(double shifted) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + Double.doubleToRawLongBits(1));
    }

    private static double atTheLimits(double x, double tail) {
        if (x > SURELY_INFINITE) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < SURELY_ZERO) {
            return 0;
        }
        double k = Math.rint(x * LOG2_E);
        return Math.scalb(significand(x, tail, k), (int) k);
    }

    /** exp(x) − 1 within 2 ulp, for |x| ≤ 708. */
    static double expm1(double x) {
        double shifted = Math.fma(x, LOG2_E, SHIFTER);
        double k = shifted - SHIFTER;
        double r = Math.fma(-k, LN2_HIGH, x);
        double c = -k * LN2_LOW;
        return scaledLessOne(sumWithoutOne(r, c, lowTerms(r, highTerms(r))), shifted);
    }

    /** 2ᵏ (1 + p) − 1. */
    static double scaledLessOne(double p, double shifted) {
        double power = power(shifted);
        return Math.fma(power, p, power - 1);
    }

    /** exp(x + tail − k ln 2). */
    private static double significand(double x, double tail, double k) {
        double r = Math.fma(-k, LN2_HIGH, x);
        double c = Math.fma(-k, LN2_LOW, tail);
        return sum(r, c, lowTerms(r, highTerms(r)));
    }

    /** The terms of q from r⁶ on, divided by r⁶. */
    static double highTerms(double r) {
        double square = r * r;
        double q = Math.fma(1 / 6227020800.0, r, 1 / 479001600.0);
        q = Math.fma(q, square, Math.fma(1 / 39916800.0, r, 1 / 3628800.0));
        return Math.fma(q, square, Math.fma(1 / 362880.0, r, 1 / 40320.0));
    }

    /** q(r), from its terms from r⁶ on. */
    static double lowTerms(double r, double high) {
        double square = r * r;
        double q = Math.fma(high, square, Math.fma(1 / 5040.0, r, 1 / 720.0));
        q = Math.fma(q, square, Math.fma(1 / 120.0, r, 1 / 24.0));
        return Math.fma(q, square, Math.fma(1 / 6.0, r, 1 / 2.0));
    }

    /** s + ((t + c·exp r) + r²·q). */
    static double sum(double r, double c, double q) {
        double square = r * r;
        double s = 1 + r;
        double t = r - (s - 1);
        return s + Math.fma(square, q, Math.fma(c, Math.fma(square, q, s), t));
    }

    /** (r + c·exp r) + r²·q: the sum less 1. */
    static double sumWithoutOne(double r, double c, double q) {
        double square = r * r;
        return r + Math.fma(square, q, c * Math.fma(square, q, 1 + r));
    }
}
