package io.github.gradtape.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Prints numbers to one width with their decimal points aligned, as NumPy's {@code FloatingFormat} does: as few digits
 * as tell a number from its neighbours, at most eight after the point, and with exponents if the numbers are very
 * large, very small or far apart.
 */
final class NumberColumn {

    private static final int PRECISION = 8;
    private static final int ROUND_TRIP_DIGITS = 17;

    private final boolean scientific;
    private int whole;
    private int fraction;
    private int exponent;

    NumberColumn(double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double[] sizes =
                Arrays.stream(finite).map(Math::abs).filter(x -> x != 0).toArray();
        double max = Arrays.stream(sizes).max().orElse(1);
        double min = Arrays.stream(sizes).min().orElse(1);
        this.scientific = max >= 1e8 || min < 1e-4 || max / min > 1000;
        for (double x : finite) {
            String[] parts = (scientific ? scientific(x) : positional(x)).split("[.e]", -1);
            whole = Math.max(whole, parts[0].length());
            fraction = Math.max(fraction, parts[1].length());
            exponent = scientific ? Math.max(exponent, parts[2].length()) : 0;
        }
        for (double x : values) {
            whole = Double.isFinite(x) ? whole : Math.max(whole, special(x).length() - right());
        }
    }

    /** The characters from the decimal point on. */
    private int right() {
        return 1 + fraction + (scientific ? 1 + exponent : 0);
    }

    /** One number, padded to the width of the column. */
    String format(double x) {
        if (!Double.isFinite(x)) {
            return " ".repeat(whole + right() - special(x).length()) + special(x);
        }
        String digits = scientific ? fixedScientific(x) : positional(x);
        String left = " ".repeat(whole - digits.indexOf('.')) + digits;
        return left + " ".repeat(whole + right() - left.length());
    }

    /**
     * One number by itself, with all digits needed to tell it from its neighbours.
     *
     * <p>A power of two is nearer to its lower neighbour than to its upper one, so that rounding up may give it back
     * where rounding to the nearest does not.
     */
    static String single(double x) {
        if (!Double.isFinite(x)) {
            return special(x);
        }
        BigDecimal exact = new BigDecimal(Math.abs(x));
        BigDecimal rounded = shortest(x, 1, ROUND_TRIP_DIGITS, digits -> {
            BigDecimal nearest = exact.round(context(digits));
            return nearest.doubleValue() == Math.abs(x)
                    ? nearest
                    : exact.round(new MathContext(digits, RoundingMode.UP));
        });
        if (x == 0 || (Math.abs(x) >= 1e-4 && Math.abs(x) < 1e16)) {
            String plain = plain(x, rounded);
            return plain.endsWith(".") ? plain + "0" : plain;
        }
        return scientific(x, rounded, 0, 2).replace(".e", "e");
    }

    private static String positional(double x) {
        BigDecimal exact = new BigDecimal(Math.abs(x));
        return plain(x, shortest(x, 0, PRECISION, scale -> exact.setScale(scale, RoundingMode.HALF_EVEN)));
    }

    private static String scientific(double x) {
        BigDecimal exact = new BigDecimal(Math.abs(x));
        return scientific(x, shortest(x, 1, PRECISION + 1, digits -> exact.round(context(digits))), 0, 2);
    }

    private String fixedScientific(double x) {
        return scientific(x, new BigDecimal(Math.abs(x)).round(context(fraction + 1)), fraction, exponent - 1);
    }

    /** The first rounding that gives the number back, or else the last. */
    private static BigDecimal shortest(double x, int least, int most, IntFunction<BigDecimal> round) {
        int digits = least;
        while (digits < most && round.apply(digits).doubleValue() != Math.abs(x)) {
            digits++;
        }
        return round.apply(digits);
    }

    private static String plain(double x, BigDecimal rounded) {
        String digits = rounded.stripTrailingZeros().toPlainString();
        return sign(x) + digits + (digits.contains(".") ? "" : ".");
    }

    private static String scientific(double x, BigDecimal rounded, int leastFraction, int leastExponent) {
        BigDecimal stripped = rounded.stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        int power = digits.length() - 1 - stripped.scale();
        String zeros = "0".repeat(Math.max(0, leastFraction - (digits.length() - 1)));
        String size = Integer.toString(Math.abs(power));
        return sign(x) + digits.charAt(0) + "." + digits.substring(1) + zeros + "e" + (power < 0 ? "-" : "+")
                + "0".repeat(Math.max(0, leastExponent - size.length())) + size;
    }

    private static MathContext context(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }

    private static String sign(double x) {
        return Math.copySign(1, x) < 0 ? "-" : "";
    }

    private static String special(double x) {
        return Double.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
    }
}
