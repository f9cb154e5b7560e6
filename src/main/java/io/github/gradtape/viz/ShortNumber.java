package io.github.gradtape.viz;

import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers in few characters, for where there is little room. */
final class ShortNumber {

    private static final int DIGITS = 4;
    private static final int MOST_ELEMENTS = 4;

    private static final int LEAST_PLAIN_EXPONENT = -3;
    private static final int MOST_PLAIN_EXPONENT = 4;

    private ShortNumber() {}

    /** A number rounded to so many significant digits, for example {@code 0.107}, {@code 1.5e-9}, {@code -∞}. */
    static String of(double x, int digits) {
        if (Double.isNaN(x)) {
            return "NaN";
        }
        if (Double.isInfinite(x)) {
            return x > 0 ? "∞" : "-∞";
        }
        return of(new BigDecimal(x), digits);
    }

    /** A number rounded to so many significant digits, however large. */
    static String of(BigDecimal x, int digits) {
        BigDecimal rounded =
                x.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() == 0 || (LEAST_PLAIN_EXPONENT <= exponent && exponent <= MOST_PLAIN_EXPONENT)) {
            return rounded.toPlainString();
        }
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }

    /** A number rounded to so many decimals. */
    static String fixed(double x, int decimals) {
        return x == 0 || !Double.isFinite(x)
                ? of(x, 1)
                : new BigDecimal(x).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** A whole number with commas between thousands. */
    static String count(double x) {
        return String.format(Locale.ROOT, "%,.0f", x);
    }

    /** The only element, or the first ones in row-major order in brackets. */
    static String of(Tensor tensor) {
        if (tensor.rank() == 0) {
            return of(tensor.item(), DIGITS);
        }
        boolean all = tensor.size() <= MOST_ELEMENTS;
        return IntStream.range(0, all ? tensor.size() : MOST_ELEMENTS - 1)
                .mapToObj(i -> of(tensor.borrow()[i], DIGITS))
                .collect(Collectors.joining(", ", "[", all ? "]" : ", …]"));
    }
}
