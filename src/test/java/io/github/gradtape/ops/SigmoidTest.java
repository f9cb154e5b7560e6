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

class SigmoidTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Sigmoid.class);
    }

    // expected values: mpmath 1.3.0, 60 digits

    @Test
    void agreesWithItsTextbookDerivatives() {
        assertUlps(2, new double[] {0.5, 0.7310585786300049, 0.2689414213699951}, values(Ops::sigmoid, 0, 1, -1));
        assertUlps(3, new double[] {0.25, 0.19661193324148185, 0.19661193324148185}, first(Ops::sigmoid, 0, 1, -1));
        assertUlps(8, new double[] {-0.09085774767294841, 0.09085774767294841}, second(Ops::sigmoid, 1, -1));
    }

    @Test
    void theTailsKeepTheirDigits() {
        double tail = 4.248354255291589e-18;
        assertUlps(
                1,
                new double[] {tail, 9.85967654375977e-305, 2.0322308024e-313},
                values(Ops::sigmoid, -40, -700, -720));
        assertUlps(2, new double[] {tail, tail}, first(Ops::sigmoid, 40, -40));
        assertUlps(2, new double[] {-tail, tail}, second(Ops::sigmoid, 40, -40));
    }

    @Test
    void nothingOverflows() {
        double infinity = Double.POSITIVE_INFINITY;
        assertArrayEquals(new double[] {1, 0, 1, 0}, values(Ops::sigmoid, 1e300, -1e300, infinity, -infinity));
        assertArrayEquals(new double[] {0, 0, 0, 0}, first(Ops::sigmoid, 1e300, -1e300, infinity, -infinity));
    }

    @Test
    void ofNanIsNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(Ops::sigmoid, Double.NaN));
    }
}
