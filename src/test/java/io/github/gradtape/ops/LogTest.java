package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.third;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class LogTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Log.class);
    }

    @Test
    void agreesWithItsTextbookDerivatives() {
        // log 2: mpmath 1.3.0, 60 digits
        assertUlps(1, new double[] {0.6931471805599453}, values(Ops::log, 2));
        assertArrayEquals(new double[] {0.5}, first(Ops::log, 2));
        assertArrayEquals(new double[] {-0.25}, second(Ops::log, 2));
        assertArrayEquals(new double[] {0.25}, third(Ops::log, 2));
    }

    @Test
    void theLogarithmOfZeroIsMinusInfinityOfANegativeNumberNan() {
        double[] expected = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        assertArrayEquals(expected, values(Ops::log, 0.0, -0.0, -1));
    }

    @Test
    void nothingGuardsTheGradientNearZero() {
        assertUlps(0, new double[] {0x1p50, 0x1p900, Double.POSITIVE_INFINITY}, first(Ops::log, 0x1p-50, 0x1p-900, 0));
        assertUlps(0, new double[] {-0x1p100, -0x1p1000}, second(Ops::log, 0x1p-50, 0x1p-500));
    }
}
