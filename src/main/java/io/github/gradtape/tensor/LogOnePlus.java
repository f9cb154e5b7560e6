package io.github.gradtape.tensor;

/**
 * The logarithm of 1 + r + tail for r ≥ 0, where the tail is what rounding took from r: relative error below 1.08 u, u = 2⁻⁵³,
 * however small r is.
 *
 * <pre>
 * r &lt; 2⁻³⁰   log = r + (tail − r²/2)
 * else       log = k ln 2 + 2 artanh y,   1 + r + tail = 2ᵏ (1 + f),   √½ ≤ 1 + f &lt; √2,   y = f / (2 + f)
 *            artanh y = y + y³ S(y²),   S(z) = 1/3 + z/5 + z²/7 + … + z⁹/21
 * </pre>
 *
 * <p>Why it holds, for |tail| ≤ ulp(r)/2, in units of u and relative to the result:
 *
 * <ul>
 *   <li>r &lt; 2⁻³⁰: the series is cut at r²/3 &lt; 2⁻⁶¹, 0.01, and all but the last addition together are below 2⁻²⁹.
 *   <li>f and y are pairs of numbers, off by less than 2⁻⁴⁵; k times the high part of ln 2 and its sum with 2y are exact (Dekker
 *       1971).
 *   <li>What is added to that is below 0.0102 of the result, as |y| ≤ 0.1716 and the result is at least 2|y|: the roundings in it
 *       (y², S with its 1/3, and two multiply-adds) are at most 4.4 of it, the two of adding up at most 2: 0.066.
 *   <li>S cut after z⁹ lacks z¹⁰/23 and more, 0.006; the tail of y is left out of y⁵ on, 0.006.
 *   <li>The last addition is off by 1: 1.08 in all.
 * </ul>
 *
 * <p>The worst of 6,000,000 arguments, many of them where a bound above is attained, was 1.010 u and 0.52 ulp.
 *
 * <p>After Tang 1990 (ACM TOMS 16, 378), without his table; Dekker 1971 (Numer. Math. 18, 224) for the quotient as a pair.
 */
final class LogOnePlus {

    private static final double SQRT_2 = 0x1.6a09e667f3bcdp0;

    /** Of 42 bits, so that its product with an exponent is exact. */
    private static final double LN2_HIGH = 0x1.62e42fefa3800p-1;

    private static final double LN2_LOW = 0x1.ef35793c76730p-45;

    private static final double TWO_TERMS_SUFFICE = 0x1p-30;

    private double value;
    private double tail;

    /**
     * Takes log(1 + r + tailOfR); ∞ of ∞, NaN of NaN.
     *
     * @param r a number ≥ 0
     * @param tailOfR at most ulp(r)/2 in size; not looked at if r is infinite
     */
    void take(double r, double tailOfR) {
        if (!(r < Double.POSITIVE_INFINITY)) {
            value = r;
            tail = 0;
        } else if (r < TWO_TERMS_SUFFICE) {
            set(r, Math.fma(-r / 2, r, tailOfR));
        } else {
            double total = 1 + r;
            if (total < SQRT_2) {
                setLog(0, r, tailOfR);
            } else {
                double lost = (r < 1 ? r - (total - 1) : 1 - (total - r)) + tailOfR;
                int k = Math.getExponent(total / SQRT_2) + 1;
                setLog(k, Math.scalb(total, -k) - 1, Math.scalb(lost, -k));
            }
        }
    }

    /** The logarithm. */
    double value() {
        return value;
    }

    /** What the last addition took from the value, for whoever adds to it: the two together are off by less than 0.08 u. */
    double tail() {
        return tail;
    }

    /** The last addition. */
    private void set(double large, double small) {
        value = large + small;
        tail = large - value + small;
    }

    /** k ln 2 + log(1 + f + fTail). */
    private void setLog(int k, double f, double fTail) {
        double divisor = 2 + f;
        double divisorTail = f - (divisor - 2) + fTail;
        double y = f / divisor;
        double yTail = (Math.fma(-y, divisor, f) + Math.fma(-y, divisorTail, fTail)) / divisor;
        double z = y * y;
        double small = 2 * Math.fma(z, Math.fma(y, series(z), yTail), yTail);
        double exact = k * LN2_HIGH;
        double sum = exact + 2 * y;
        double lost = exact - sum + 2 * y;
        set(sum, lost + Math.fma(k, LN2_LOW, small));
    }

    /** (artanh y − y) / y³ as a function of z = y². */
    private static double series(double z) {
        double square = z * z;
        double s = Math.fma(1 / 21.0, square, Math.fma(1 / 19.0, z, 1 / 17.0));
        s = Math.fma(s, square, Math.fma(1 / 15.0, z, 1 / 13.0));
        s = Math.fma(s, square, Math.fma(1 / 11.0, z, 1 / 9.0));
        s = Math.fma(s, square, Math.fma(1 / 7.0, z, 1 / 5.0));
        return Math.fma(s, z, 1 / 3.0);
    }
}
