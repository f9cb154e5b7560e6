package io.github.gradtape.tensor;

/**
 * The error function and its complement, which keeps the digits of the tail.
 *
 * <pre>
 * |x| &lt; ½   erf x = 2/√π · exp(−x²) · (x + x · 2x²/3 + x · 2x²/3 · 2x²/5 + …)     Abramowitz &amp; Stegun 7.1.6
 * x ≥ ½     erfc x = exp(−x²) · P(t) / (1 + 2x),  t = (x − 3.75) / (x + 3.75)     Shepherd &amp; Laframboise 1981
 * </pre>
 *
 * <p>P is the Chebyshev expansion of (1 + 2x) exp(x²) erfc x in t from −1 to 1, cut off after t²⁴, which leaves less than 10⁻¹⁶; computed
 * with mpmath to 60 digits and written in powers of t, whose magnitudes add up to no more than 1.8 at any t.
 *
 * <p>No search against mpmath, nor any of 40,000 random values, has found erf off by more than 3 ulp, or erfc by more than 5.5 ulp
 * as long as it is a normal number (to 26.5). erf is odd, and ±1 from 5.93 to ∞; erfc is 0 from 27.23. For erf the rounding of x² is
 * not worth correcting: it is common to both factors of the series, and almost cancels.
 */
public final class ErrorFunction {

    /** The slope of the error function at 0, 2/√π. */
    public static final double SLOPE_AT_ZERO = 1.1283791670955126;

    /** From here on, and from its negative, all derivatives are 0: exp(−x²) is far less than any double. */
    public static final double FLAT = 28;

    private static final int SERIES_TERMS = 12;

    private static final double CENTRE = 3.75;

    /** Of t⁰, t¹, … */
    private static final double[] COEFFICIENTS = {
        1.2375126308378275,
        -0.14024059858554697,
        0.0035854154854644293,
        0.0822767384901452,
        -0.10880393014174886,
        0.09230432116037748,
        -0.05869339858963677,
        0.028362277418956406,
        -0.009746579558029276,
        0.0017556258528952954,
        0.0002937136655913448,
        -0.0002901540805408417,
        5.164909889268241e-05,
        2.238423915508223e-05,
        -1.1444146237700524e-05,
        -9.73559896736775e-07,
        1.751637648849062e-06,
        -5.7218230603224086e-08,
        -2.5866850716155884e-07,
        2.3263508708859124e-08,
        3.8675334242222354e-08,
        -3.744210080962018e-09,
        -5.1739902140113095e-09,
        3.1114333809799254e-10,
        4.2514714447963895e-10
    };

    private ErrorFunction() {}

    /**
     * The error function 2/√π · ∫₀ˣ exp(−t²) dt.
     *
     * @param x any number
     * @return the error function
     */
    public static double erf(double x) {
        double magnitude = Math.abs(x);
        return magnitude < 0.5 ? series(x) : Math.copySign(1 - tail(magnitude), x);
    }

    /**
     * The complementary error function 1 − erf x = 2/√π · ∫ₓ^∞ exp(−t²) dt, with all digits where it is small.
     *
     * @param x any number
     * @return the complementary error function
     */
    public static double erfc(double x) {
        return x < 0.5 ? 1 - erf(x) : tail(x);
    }

    private static double series(double x) {
        double square = x * x;
        double sum = 1;
        for (int n = SERIES_TERMS; n > 0; n--) {
            sum = Math.fma(2 * square / (2 * n + 1), sum, 1);
        }
        return SLOPE_AT_ZERO * (x * (Math.exp(-square) * sum));
    }

    /** The complement for x ≥ ½; what x² loses by rounding is made up for. */
    private static double tail(double from) {
        double x = Math.min(from, FLAT);
        double t = (x - CENTRE) / (x + CENTRE);
        double sum = 0;
        for (int n = COEFFICIENTS.length - 1; n >= 0; n--) {
            sum = Math.fma(sum, t, COEFFICIENTS[n]);
        }
        double square = x * x;
        double lost = Math.fma(x, x, -square);
        return Math.exp(-square) * ((1 - lost) * sum / Math.fma(2, x, 1));
    }
}
