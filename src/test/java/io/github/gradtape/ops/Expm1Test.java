package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class Expm1Test implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Expm1.class);
    }

    @Test
    void isPreciseForSmallArguments() {
        // mpmath 1.3.0, 60 digits
        double[] expected = {1.00000000005e-10, 1.7182818284590453, -1};
        assertUlps(1, expected, values(Ops::expm1, 1e-10, 1, -40));
    }

    @Test
    void theDerivativeIsNotLostWhereTheValueRoundsToMinusOne() {
        // mpmath 1.3.0, 60 digits: e⁻⁴⁰
        assertUlps(1, new double[] {4.248354255291589e-18}, first(Ops::expm1, -40));
        assertUlps(1, new double[] {4.248354255291589e-18}, second(Ops::expm1, -40));
    }
}
