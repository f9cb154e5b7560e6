package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

/** Expected texts are what {@code str} of an array or scalar gave under NumPy 2.4.6 with its default print options. */
class NumberColumnTest {

    private static void assertPrints(String expected, double... numbers) {
        NumberColumn column = new NumberColumn(numbers);
        assertEquals(expected, Arrays.stream(numbers).mapToObj(column::format).collect(Collectors.joining(" ")));
    }

    @Test
    void aScalarPrintsAsAPlainNumberWithAllItsDigits() {
        assertEquals("2.5", NumberColumn.single(2.5));
        assertEquals("2.0", NumberColumn.single(2));
        assertEquals("-0.0", NumberColumn.single(-0.0));
        assertEquals("0.1", NumberColumn.single(0.1));
        assertEquals("123456789.123", NumberColumn.single(123456789.123));
        assertEquals("0.3333333333333333", NumberColumn.single(0.3333333333333333));
        assertEquals("0.0001", NumberColumn.single(0.0001));
        assertEquals("1.5e-05", NumberColumn.single(1.5e-05));
        assertEquals("1000000000000000.0", NumberColumn.single(1e15));
        assertEquals("1e+16", NumberColumn.single(1e+16));
        assertEquals("1.5e+300", NumberColumn.single(1.5e+300));
        assertEquals("5e-324", NumberColumn.single(Double.MIN_VALUE));
        assertEquals("nan", NumberColumn.single(Double.NaN));
        assertEquals("-inf", NumberColumn.single(Double.NEGATIVE_INFINITY));
    }

    @Test
    void aScalarPowerOfTwoPrintsAsFewDigitsAsTellIt() {
        assertEquals("7.120236347223045e-307", NumberColumn.single(0x1p-1017));
    }

    @Test
    void wholeNumbersEndInThePoint() {
        assertPrints(" 1.  2. -3.", 1, 2, -3);
    }

    @Test
    void trailingZerosAreTrimmedButTheColumnsAligned() {
        assertPrints("  1.      2.25  -10.5   100.125", 1, 2.25, -10.5, 100.125);
    }

    @Test
    void eightDigitsFollowThePoint() {
        assertPrints(" 0.33333333 -0.66666667  1.        ", 0.3333333333333333, -0.6666666666666666, 0.999999996);
    }

    @Test
    void roundsHalvesToEven() {
        assertPrints("0.00195312 0.00585938", 0.001953125, 0.005859375);
    }

    @Test
    void zerosKeepTheirSign() {
        assertPrints(" 0. -0.", 0, -0.0);
    }

    @Test
    void nanAndInfinityArePaddedToTheColumn() {
        assertPrints(" nan  1.5 -inf", Double.NaN, 1.5, Double.NEGATIVE_INFINITY);
        assertPrints(" nan -inf  inf", Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertPrints("nan inf", Double.NaN, Double.POSITIVE_INFINITY);
        assertPrints("1.e+10    nan", 1e10, Double.NaN);
    }

    @Test
    void largeNumbersPrintWithExponents() {
        assertPrints("1.e+08 1.e+00", 1e8, 1);
        assertPrints("1.e+08 1.e+08", 1e8, 1e8);
        assertPrints("99999999.1  1000000. ", 99999999.1, 1000000);
    }

    @Test
    void smallNumbersPrintWithExponents() {
        assertPrints("9.e-05 1.e-04", 9e-05, 0.0001);
        assertPrints("0.0001 0.1   ", 0.0001, 0.1);
    }

    @Test
    void numbersFarApartPrintWithExponents() {
        assertPrints("   1. 1000.", 1, 1000);
        assertPrints("1.000e+00 1.001e+03", 1, 1001);
        assertPrints(" 0.0000e+00 -1.0000e+00  1.0015e+03", 0, -1, 1001.5);
    }

    @Test
    void exponentsHaveAsManyDigitsAsTheLongest() {
        assertPrints("1.e+000 1.e-100", 1, 1e-100);
        assertPrints("4.9e-324 1.5e+000", Double.MIN_VALUE, 1.5);
    }

    @Test
    void zeroDoesNotCountAsSmall() {
        assertPrints("0.  0.5", 0, 0.5);
    }

    @Property
    void allNumbersOfAColumnAreOfOneWidth(@ForAll @NotEmpty double[] numbers) {
        NumberColumn column = new NumberColumn(numbers);
        assertEquals(
                1,
                Arrays.stream(numbers)
                        .mapToObj(x -> column.format(x).length())
                        .distinct()
                        .count());
    }

    @Property
    void aSingleNumberReadsBackAsItself(@ForAll double number) {
        assertEquals(number, Double.parseDouble(NumberColumn.single(number)));
    }
}
