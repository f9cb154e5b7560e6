package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticTest {

    /** Exponentials are had a block of 256 at a time, in place, and those beyond the normal numbers once more. */
    @Test
    void everyNumberOfManyIsAsItIsAlone() {
        Random random = new Random(1);
        double[] x = Tensor.normal(Shape.of(700), 0, 10, random).toArray();
        double[] special = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300, -0.0, 0, 720, -740, 800
        };
        System.arraycopy(special, 0, x, 40, special.length);
        System.arraycopy(special, 0, x, 560, special.length);
        Tensor all = Tensor.of(x);
        Tensor w = Tensor.normal(all.shape(), 0, 1, random);
        for (int k = 0; k < x.length; k++) {
            Tensor alone = Tensor.of(x[k]);
            Tensor itsOwn = Tensor.of(w.get(k));
            assertEquals(Logistic.sigmoid(alone).get(0), Logistic.sigmoid(all).get(k), "sigmoid of " + x[k]);
            assertEquals(Logistic.tanh(alone).get(0), Logistic.tanh(all).get(k), "tanh of " + x[k]);
            for (int steepness = 1; steepness <= 2; steepness++) {
                assertEquals(
                        Logistic.slope(itsOwn, steepness, alone).get(0),
                        Logistic.slope(w, steepness, all).get(k),
                        "slope at " + x[k]);
            }
        }
    }

    @Test
    void theTailsKeepTheirDigits() {
        Tensor x = Tensor.of(-740, 740, Double.NEGATIVE_INFINITY, Double.NaN);
        // exp(-740) by mpmath
        assertEquals(Tensor.of(4.2e-322, 1, 0, Double.NaN), Logistic.sigmoid(x));
    }
}
