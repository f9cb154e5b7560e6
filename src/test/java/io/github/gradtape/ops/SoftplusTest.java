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

class SoftplusTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Softplus.class);
    }

    // expected values: mpmath 1.3.0, 60 digits

    @Test
    void agreesWithItsTextbookDerivatives() {
        assertUlps(2, new double[] {0.6931471805599453, 1.3132616875182228}, values(Ops::softplus, 0, 1));
        assertUlps(2, new double[] {0.5, 0.7310585786300049}, first(Ops::softplus, 0, 1));
        assertUlps(3, new double[] {0.25, 0.19661193324148185}, second(Ops::softplus, 0, 1));
    }

    @Test
    void smallOutputsKeepTheirDigits() {
        double[] tails = {4.248354255291589e-18, 9.85967654375977e-305};
        assertUlps(2, tails, values(Ops::softplus, -40, -700));
        assertUlps(2, tails, first(Ops::softplus, -40, -700));
        assertUlps(2, tails, second(Ops::softplus, -40, -700));
    }

    @Test
    void nothingOverflows() {
        double infinity = Double.POSITIVE_INFINITY;
        assertArrayEquals(
                new double[] {1e300, 0, infinity, 0}, values(Ops::softplus, 1e300, -1e300, infinity, -infinity));
        assertArrayEquals(new double[] {1, 0, 1, 0}, first(Ops::softplus, 1e300, -1e300, infinity, -infinity));
    }

    @Test
    void ofNanIsNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(Ops::softplus, Double.NaN));
    }
}
