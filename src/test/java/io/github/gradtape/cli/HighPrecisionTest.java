package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighPrecisionTest {

    // expected values: log(1 + exp z) of Python's decimal, 120 digits
    @ParameterizedTest
    @CsvSource(textBlock = """
            -60, 8.75651076269652033848873276240092566794710931961071725348371995e-27
            -71, 1.46248622725123094682637873083147649850956334752459759792758371e-31
            -72, 5.38018616002113841381818727045403947628605251526228017351561669e-32
            """)
    void theLogarithmOfASumBarelyAboveOneHas60DigitsOfItsOwn(double z, BigDecimal expected) {
        BigDecimal miss = new HighPrecision(0, z).logSumExp().subtract(expected).abs();
        BigDecimal relative = miss.divide(expected, MathContext.DECIMAL32);
        assertTrue(relative.compareTo(new BigDecimal("3e-60")) < 0, relative::toString); // each of three roundings
    }

    @Test
    void aLogitOfMinusInfinityHasProbabilityZero() {
        HighPrecision row = new HighPrecision(1, Double.NEGATIVE_INFINITY);
        assertEquals(0, row.probability(1).signum());
        assertEquals(0, row.probability(0).compareTo(BigDecimal.ONE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsWrongBeyondAnyBound(double actual) {
        assertEquals(Double.POSITIVE_INFINITY, HighPrecision.errorInUnits(actual, BigDecimal.ONE));
    }
}
