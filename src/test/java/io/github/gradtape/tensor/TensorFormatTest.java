package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected texts are what {@code str(array)} gave under NumPy 2.4.6 with its default print options. */
class TensorFormatTest {

    private static void assertPrints(String expected, Tensor x) {
        assertEquals(expected, new TensorFormat(x).toString());
    }

    /** The numbers 0, 1, 2, … in row-major order. */
    private static Tensor counting(int... extents) {
        Shape shape = Shape.of(extents);
        double[] values = new double[shape.size()];
        Arrays.setAll(values, i -> i);
        return Tensor.of(shape, values);
    }

    @Test
    void aScalarPrintsWithoutBrackets() {
        assertPrints("2.5", Tensor.scalar(2.5));
    }

    @Test
    void aVectorPrintsInBrackets() {
        assertPrints("[1. 2.]", Tensor.of(1, 2));
    }

    @Test
    void theColumnsOfAMatrixAreAligned() {
        assertPrints("""
            [[  1.      2.25 ]
             [-10.5   100.125]]\
            """, Tensor.of(new double[][] {{1, 2.25}, {-10.5, 100.125}}));
    }

    @Test
    void matricesOfHigherRankAreSetApartByBlankLines() {
        assertPrints("""
            [[[0. 1.]
              [2. 3.]]

             [[4. 5.]
              [6. 7.]]]\
            """, counting(2, 2, 2));
        assertPrints("""
            [[[[0.]
               [1.]]]


             [[[2.]
               [3.]]]]\
            """, counting(2, 1, 2, 1));
    }

    @Test
    void longRowsAreWrapped() {
        assertPrints("""
            [0.   0.25 0.5  0.75 1.   1.25 1.5  1.75 2.   2.25 2.5  2.75 3.   3.25
             3.5  3.75 4.   4.25 4.5  4.75 5.   5.25 5.5  5.75 6.   6.25 6.5  6.75
             7.   7.25 7.5  7.75 8.   8.25 8.5  8.75 9.   9.25 9.5  9.75]\
            """, Elementwise.multiply(counting(40), 0.25));
        assertPrints("""
            [[ 0.    0.25  0.5   0.75  1.    1.25  1.5   1.75  2.    2.25  2.5   2.75
               3.    3.25  3.5   3.75  4.    4.25  4.5   4.75  5.    5.25  5.5   5.75]
             [ 6.    6.25  6.5   6.75  7.    7.25  7.5   7.75  8.    8.25  8.5   8.75
               9.    9.25  9.5   9.75 10.   10.25 10.5  10.75 11.   11.25 11.5  11.75]]\
            """, Elementwise.multiply(counting(2, 24), 0.25));
    }

    @Test
    void aRowIsWrappedOnlyIfItDoesNotFit() {
        assertPrints(
                "[[1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1.]]",
                Tensor.ones(Shape.of(1, 24)));
        assertPrints("""
            [[1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1. 1.
              1.]]\
            """, Tensor.ones(Shape.of(1, 25)));
    }

    @Test
    void paddingAtTheEndOfALineIsDropped() {
        assertPrints("""
            [0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.  0.
             0.5]\
            """, Layout.pad(Tensor.of(0.5), 0, 18, 0));
    }

    @Test
    void longAxesOfMoreThanAThousandElementsAreShortenedToTheirEnds() {
        assertPrints("[   0.    1.    2. ...  998.  999. 1000.]", counting(1001));
        assertPrints("""
            [[0.0000e+00 2.5000e-01 5.0000e-01 ... 9.2500e+00 9.5000e+00 9.7500e+00]
             [1.0000e+01 1.0250e+01 1.0500e+01 ... 1.9250e+01 1.9500e+01 1.9750e+01]
             [2.0000e+01 2.0250e+01 2.0500e+01 ... 2.9250e+01 2.9500e+01 2.9750e+01]
             ...
             [3.7000e+02 3.7025e+02 3.7050e+02 ... 3.7925e+02 3.7950e+02 3.7975e+02]
             [3.8000e+02 3.8025e+02 3.8050e+02 ... 3.8925e+02 3.8950e+02 3.8975e+02]
             [3.9000e+02 3.9025e+02 3.9050e+02 ... 3.9925e+02 3.9950e+02 3.9975e+02]]\
            """, Elementwise.multiply(counting(40, 40), 0.25));
        assertPrints("""
            [[[0.000e+00 1.000e+00 2.000e+00 ... 9.700e+01 9.800e+01 9.900e+01]
              [1.000e+02 1.010e+02 1.020e+02 ... 1.970e+02 1.980e+02 1.990e+02]]

             [[2.000e+02 2.010e+02 2.020e+02 ... 2.970e+02 2.980e+02 2.990e+02]
              [3.000e+02 3.010e+02 3.020e+02 ... 3.970e+02 3.980e+02 3.990e+02]]

             [[4.000e+02 4.010e+02 4.020e+02 ... 4.970e+02 4.980e+02 4.990e+02]
              [5.000e+02 5.010e+02 5.020e+02 ... 5.970e+02 5.980e+02 5.990e+02]]

             ...

             [[1.000e+03 1.001e+03 1.002e+03 ... 1.097e+03 1.098e+03 1.099e+03]
              [1.100e+03 1.101e+03 1.102e+03 ... 1.197e+03 1.198e+03 1.199e+03]]

             [[1.200e+03 1.201e+03 1.202e+03 ... 1.297e+03 1.298e+03 1.299e+03]
              [1.300e+03 1.301e+03 1.302e+03 ... 1.397e+03 1.398e+03 1.399e+03]]

             [[1.400e+03 1.401e+03 1.402e+03 ... 1.497e+03 1.498e+03 1.499e+03]
              [1.500e+03 1.501e+03 1.502e+03 ... 1.597e+03 1.598e+03 1.599e+03]]]\
            """, counting(8, 2, 100));
    }

    @Test
    void shortAxesAreNotShortened() {
        assertPrints("""
            [[0.000e+00 1.000e+00 2.000e+00 3.000e+00 4.000e+00 5.000e+00]
             [6.000e+00 7.000e+00 8.000e+00 9.000e+00 1.000e+01 1.100e+01]
             [1.200e+01 1.300e+01 1.400e+01 1.500e+01 1.600e+01 1.700e+01]
             ...
             [1.182e+03 1.183e+03 1.184e+03 1.185e+03 1.186e+03 1.187e+03]
             [1.188e+03 1.189e+03 1.190e+03 1.191e+03 1.192e+03 1.193e+03]
             [1.194e+03 1.195e+03 1.196e+03 1.197e+03 1.198e+03 1.199e+03]]\
            """, counting(200, 6));
    }

    @Test
    void onlyTheNumbersShownDecideHowTheyPrint() {
        assertPrints(
                "[1. 1. 1. ... 1. 1. 1.]",
                Layout.concatenate(0, Tensor.ones(Shape.of(500)), Tensor.of(1e-30), Tensor.ones(Shape.of(500))));
    }

    @Test
    void aThousandElementsArePrintedInFull() {
        assertFalse(Tensor.ones(Shape.of(1000)).toString().contains("..."));
    }

    @Test
    void emptyTensorsPrintAsEmptyBracketsWhateverTheRank() {
        assertPrints("[]", Tensor.of());
        assertPrints("[]", Tensor.zeros(Shape.of(2, 0, 3)));
    }
}
