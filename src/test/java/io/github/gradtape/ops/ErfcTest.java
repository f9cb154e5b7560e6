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

class ErfcTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Erfc.class);
    }

    @Test
    void agreesWithMpmath() {
        // mpmath 1.3.0, 60 digits: erfc x, −2/√π exp(−x²), 4x/√π exp(−x²)
        double[] values = {0.4795001221869535, 0.15729920705028513, 1.8427007929497148, 1.537459794428035e-12};
        double[] first = {-0.8787825789354448, -0.4151074974205947, -0.4151074974205947, -1.5670866531017336e-11};
        double[] second = {0.8787825789354448, 0.8302149948411894, -0.8302149948411894, 1.5670866531017336e-10};
        assertUlps(5, values, values(Ops::erfc, 0.5, 1, -1, 5));
        assertUlps(5, first, first(Ops::erfc, 0.5, 1, -1, 5));
        assertUlps(5, second, second(Ops::erfc, 0.5, 1, -1, 5));
    }

    @Test
    void theTailKeepsItsDigits() {
        assertUlps(5, new double[] {5.663192408856143e-296}, values(Ops::erfc, 26));
    }

    @Test
    void isFlatAtInfinity() {
        double infinity = Double.POSITIVE_INFINITY;
        assertArrayEquals(new double[] {0, 2}, values(Ops::erfc, infinity, -infinity));
        assertArrayEquals(new double[] {-0.0, -0.0}, first(Ops::erfc, infinity, -infinity));
    }
}
