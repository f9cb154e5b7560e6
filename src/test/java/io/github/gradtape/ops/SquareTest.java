package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.third;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class SquareTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Square.class);
    }

    @Test
    void squares() {
        assertArrayEquals(new double[] {9, 0, 0.25}, values(Ops::square, -3, 0, 0.5));
    }

    @Test
    void theDerivativesAreTwiceTheValueTwoAndZero() {
        assertArrayEquals(new double[] {-6, 0, 1}, first(Ops::square, -3, 0, 0.5));
        assertArrayEquals(new double[] {2, 2, 2}, second(Ops::square, -3, 0, 0.5));
        assertArrayEquals(new double[] {0, 0, 0}, third(Ops::square, -3, 0, 0.5));
    }
}
