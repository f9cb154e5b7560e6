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

class ExpTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Exp.class);
    }

    @Test
    void isItsOwnDerivative() {
        // mpmath 1.3.0, 60 digits
        double[] expected = {2.718281828459045, 4.248354255291589e-18};
        assertUlps(1, expected, values(Ops::exp, 1, -40));
        assertUlps(1, expected, first(Ops::exp, 1, -40));
        assertUlps(1, expected, second(Ops::exp, 1, -40));
    }

    @Test
    void overflowsAbove709AndUnderflowsBelowMinus745() {
        double[] actual = values(Ops::exp, 709.79, -745.14, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0}, actual);
        assertArrayEquals(new double[] {Double.MIN_VALUE}, values(Ops::exp, -745.13));
    }
}
