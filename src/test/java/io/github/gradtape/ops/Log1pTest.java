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

class Log1pTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Log1p.class);
    }

    @Test
    void isPreciseForSmallArguments() {
        // mpmath 1.3.0, 60 digits
        double[] expected = {9.999999999500001e-11, 0.6931471805599453};
        assertUlps(1, expected, values(Ops::log1p, 1e-10, 1));
    }

    @Test
    void agreesWithItsTextbookDerivatives() {
        assertArrayEquals(new double[] {1, 0.25, 0x1p53}, first(Ops::log1p, 0, 3, Math.nextUp(-1.0)));
        assertArrayEquals(new double[] {-1, -0.0625}, second(Ops::log1p, 0, 3));
    }

    @Test
    void atMinusOneTheLogarithmIsMinusInfinityBelowItNan() {
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, Double.NaN}, values(Ops::log1p, -1, -1.5));
    }
}
