package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class TanhTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Tanh.class);
    }

    // expected values: mpmath 1.3.0, 60 digits

    @Test
    void agreesWithItsTextbookDerivatives() {
        assertUlps(2, new double[] {0.46211715726000974, 0.7615941559557649}, values(Ops::tanh, 0.5, 1));
        assertUlps(6, new double[] {0.7864477329659274, 0.4199743416140261}, first(Ops::tanh, 0.5, 1));
        assertUlps(10, new double[] {-0.7268619813835873, -0.6397000084492245}, second(Ops::tanh, 0.5, 1));
    }

    @Test
    void theDerivativeAtZeroIsOneAndTheSecondZero() {
        assertArrayEquals(new double[] {1}, first(Ops::tanh, 0));
        assertArrayEquals(new double[] {-0.0}, second(Ops::tanh, 0));
    }

    @Test
    void theDerivativesKeepTheirDigitsWhereTheValueRoundsToOne() {
        double[] first = {1.6993417021166355e-17, 1.6993417021166355e-17, 7.219405551381661e-35, 1.0601586212017243e-260
        };
        assertUlps(6, first, first(Ops::tanh, 20, -20, 40, 300));
        double[] second = {-3.398683404233271e-17, 3.398683404233271e-17, -2.1203172424034486e-260};
        assertUlps(10, second, second(Ops::tanh, 20, -20, 300));
    }

    @Test
    void isFlatAtInfinity() {
        double infinity = Double.POSITIVE_INFINITY;
        assertArrayEquals(new double[] {1, -1}, values(Ops::tanh, infinity, -infinity));
        assertArrayEquals(new double[] {0, 0}, first(Ops::tanh, infinity, -infinity));
    }
}
