package io.github.gradtape.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonFiniteTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static NonFinite first(Shape shape, int offset) {
        double[] values = new double[shape.size()];
        values[offset] = Double.NaN;
        return NonFinite.firstOf(Tensor.of(shape, values));
    }

    @Nested
    class IsMadeOfFiniteNumbers {

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void ifTheyAllAre(double number) {
            Tensor result = Tensor.of(1, number);
            assertTrue(NonFinite.isMadeOf(result, Stream.of(Tensor.of(1), Tensor.of(0, Double.MAX_VALUE))));
            assertFalse(NonFinite.isMadeOf(result, Stream.of(Tensor.of(1), Tensor.of(0, number))));
        }

        @Test
        void ifThereAreNone() {
            assertTrue(NonFinite.isMadeOf(Tensor.of(INF), Stream.of()));
        }

        @Test
        void onlyIfItIsNotFiniteItself() {
            Tensor extremes = Tensor.of(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0);
            assertFalse(NonFinite.isMadeOf(extremes, Stream.of(Tensor.of(1))));
            assertFalse(NonFinite.isMadeOf(Tensor.zeros(Shape.of(0, 2)), Stream.of()));
        }
    }

    @Nested
    class ItsText {

        @Test
        void hasThePlaceOfTheFirst() {
            assertEquals(
                    "Infinity at [1]",
                    NonFinite.firstOf(Tensor.of(1, INF, Double.NaN)).toString());
            assertEquals("NaN at [0, 2]", first(Shape.of(2, 3), 2).toString());
            assertEquals("NaN at [1, 0, 3]", first(Shape.of(2, 3, 4), 15).toString());
        }

        @Test
        void hasNoPlaceForANumberAlone() {
            assertEquals("-Infinity", NonFinite.firstOf(Tensor.scalar(-INF)).toString());
        }
    }

    @Nested
    class BesideIt {

        private final NonFinite found = first(Shape.of(2, 3), 5);

        @Test
        void standsTheElementOfATensorOfItsShape() {
            Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 0.5}});
            assertEquals("x is 0.5 at [1, 2], between 0.5 and 5.0 throughout", found.beside("x", x));
        }

        @Test
        void standsTheElementOfATensorThatBroadcasts() {
            Tensor row = Tensor.of(7, 8, 9);
            Tensor column = Tensor.of(new double[][] {{7}, {8}});
            assertEquals("x is 9.0 at [2], between 7.0 and 9.0 throughout", found.beside("x", row));
            assertEquals("x is 8.0 at [1, 0], between 7.0 and 8.0 throughout", found.beside("x", column));
        }

        @Test
        void standsTheElementOfATensorThatBroadcastsFromSeveralAxesFewer() {
            NonFinite inACube = first(Shape.of(2, 3, 4), 23);
            assertEquals("x is 9.0 at [3], between 6.0 and 9.0 throughout", inACube.beside("x", Tensor.of(6, 7, 8, 9)));
        }

        @Test
        void standsNoElementOfAnotherShape() {
            assertEquals("x is between 1.0 and 2.0", found.beside("x", Tensor.of(1, 2)));
            assertEquals("x is between 1.0 and 2.0", found.beside("x", Tensor.of(new double[][][] {
                {{1, 1, 1}, {1, 1, 2}}
            })));
            assertEquals("x is between 1.0 and 2.0", first(Shape.SCALAR, 0).beside("x", Tensor.of(1, 2)));
        }

        @Test
        void aTensorOfOneNumberThroughoutIsThatNumber() {
            assertEquals("x is 0.0", found.beside("x", Tensor.zeros(Shape.of(2, 3))));
            assertEquals("x is 3.0", found.beside("x", Tensor.scalar(3)));
        }

        @Test
        void anEmptyTensorIsEmpty() {
            assertEquals("x is empty", found.beside("x", Tensor.zeros(Shape.of(0, 3))));
        }
    }
}
