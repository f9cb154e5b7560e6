package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.pulledBack;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class AbsTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Abs.class);
    }

    @Test
    void isTheMagnitude() {
        assertArrayEquals(new double[] {3, 0, 0, 2}, values(Ops::abs, -3, -0.0, 0, 2));
        assertArrayEquals(new double[] {-1, 1}, first(Ops::abs, -3, 2));
        assertArrayEquals(new double[] {0, 0, 0}, second(Ops::abs, -3, 0, 2));
    }

    @Test
    void atZeroTheCotangentIsZeroWhateverYBarIs() {
        double[] yBar = {1, -1, Double.POSITIVE_INFINITY, Double.NaN};
        assertUlps(0, new double[] {0, 0, 0, 0}, pulledBack(yBar, Ops::abs, 0, -0.0, 0, 0));
    }
}
