package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-2.5, -2.5",
        "0.1065069, 0.107",
        "0.00123456, 0.00123",
        "0.000999, 9.99e-4",
        "0.0009999, 0.001",
        "12345, 12300",
        "99999, 1e5",
        "-123456, -1.23e5",
        "1e300, 1e300",
        "5e-324, 4.94e-324",
        "NaN, NaN",
        "Infinity, ∞",
        "-Infinity, -∞"
    })
    void isRoundedToSignificantDigits(double x, String expected) {
        assertEquals(expected, ShortNumber.of(x, 3));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1.00", "-0.001, 0.00", "0.125, 0.12", "1234.567, 1234.57", "NaN, NaN", "-Infinity, -∞"})
    void hasFixedDecimalsWhereAColumnNeedsThem(double x, String expected) {
        assertEquals(expected, ShortNumber.fixed(x, 2));
    }

    @Test
    void aTensorIsShownByItsFirstElements() {
        assertEquals("1.235", ShortNumber.of(Tensor.scalar(1.23456)));
        assertEquals("[]", ShortNumber.of(Tensor.zeros(Shape.of(0))));
        assertEquals("[1, 2, 3, 4]", ShortNumber.of(Tensor.of(new double[][] {{1, 2}, {3, 4}})));
        assertEquals("[1, 2, 3, …]", ShortNumber.of(Tensor.of(1, 2, 3, 4, 5)));
    }
}
