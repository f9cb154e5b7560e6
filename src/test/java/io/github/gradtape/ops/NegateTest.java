package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class NegateTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Negate.class);
    }

    @Test
    void changesTheSignOfZeroToo() {
        assertArrayEquals(new double[] {-0.0, 0.0, -3}, values(Ops::negate, 0.0, -0.0, 3));
    }

    @Test
    void theSlopeIsMinusOneAndDoesNotBend() {
        assertArrayEquals(new double[] {-1, -1}, first(Ops::negate, 0, 5));
        assertArrayEquals(new double[] {0, 0}, second(Ops::negate, 0, 5));
    }
}
