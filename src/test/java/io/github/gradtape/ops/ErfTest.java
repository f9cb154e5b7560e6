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

class ErfTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Erf.class);
    }

    @Test
    void agreesWithMpmath() {
        // mpmath 1.3.0, 60 digits: erf x, 2/√π exp(−x²), −4x/√π exp(−x²)
        double[] values = {0.5204998778130465, 0.8427007929497149, 0.9999999999984626};
        double[] first = {0.8787825789354448, 0.4151074974205947, 1.5670866531017336e-11};
        double[] second = {-0.8787825789354448, -0.8302149948411894, -1.5670866531017336e-10};
        assertUlps(5, values, values(Ops::erf, 0.5, 1, 5));
        assertUlps(5, first, first(Ops::erf, 0.5, 1, 5));
        assertUlps(5, second, second(Ops::erf, 0.5, 1, 5));
    }

    @Test
    void ofNanAllIsNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(Ops::erf, Double.NaN));
        assertArrayEquals(new double[] {Double.NaN}, second(Ops::erf, Double.NaN));
    }

    @Test
    void theSlopeIsFlatFarOutAndAtInfinity() {
        double infinity = Double.POSITIVE_INFINITY;
        assertArrayEquals(new double[] {0, 0, 0}, first(Ops::erf, 1e200, infinity, -infinity));
    }

    @Test
    void allDerivativesAreZeroFarOutAndAtInfinity() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] far = {28, -28, 1e155, 1e308, -1e308, infinity, -infinity};
        assertArrayEquals(new double[far.length], second(Ops::erf, far), 0);
        assertArrayEquals(new double[far.length], third(Ops::erf, far), 0);
        assertArrayEquals(new double[far.length], second(Ops::erfc, far), 0);
        assertArrayEquals(new double[far.length], third(Ops::erfc, far), 0);
    }
}
