package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.clamp;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.pulledBack;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class ClampTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Clamp.class);
    }

    @Test
    void keepsWhatIsBetweenTheBounds() {
        assertArrayEquals(new double[] {-1, 0.25, 2}, values(x -> clamp(x, -1, 2), -3, 0.25, 5));
        assertArrayEquals(new double[] {0, 1, 0}, first(x -> clamp(x, -1, 2), -3, 0.25, 5));
        assertArrayEquals(new double[] {0, 0, 0}, second(x -> clamp(x, -1, 2), -3, 0.25, 5));
    }

    @Test
    void atABoundTheCotangentIsZero() {
        assertArrayEquals(new double[] {0, 0}, first(x -> clamp(x, -1, 2), -1, 2));
        assertArrayEquals(new double[] {1, 1}, first(x -> clamp(x, -1, 2), Math.nextUp(-1.0), Math.nextDown(2.0)));
    }

    @Test
    void anInfiniteOrNanYBarDoesNotLeakToWhereXIsNotBetweenTheBounds() {
        double[] yBar = {Double.POSITIVE_INFINITY, Double.NaN, Double.NaN};
        assertArrayEquals(new double[] {0, 0, Double.NaN}, pulledBack(yBar, x -> clamp(x, -1, 2), -3, 2, 1));
    }

    @Test
    void nanStaysNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(x -> clamp(x, -1, 2), Double.NaN));
        assertArrayEquals(new double[] {1}, first(x -> clamp(x, -1, 2), Double.NaN));
    }

    @Test
    void aBoundMayBeInfinite() {
        double infinity = Double.POSITIVE_INFINITY;
        assertArrayEquals(new double[] {0, 1e300}, values(x -> clamp(x, 0, infinity), -1, 1e300));
        assertArrayEquals(new double[] {0, 1}, first(x -> clamp(x, 0, infinity), -1, 1e300));
    }

    @Test
    void theBoundsMayBeOneNumber() {
        assertArrayEquals(new double[] {2, 2, 2}, values(x -> clamp(x, 2, 2), 1, 2, 3));
        assertArrayEquals(new double[] {0, 0, 0}, first(x -> clamp(x, 2, 2), 1, 2, 3));
    }

    @Test
    void refusesBoundsInTheWrongOrderOrNan() {
        assertRefused(
                "Clamp: low must not be greater than high, nor NaN, were low = 3.0 and high = 1.0",
                () -> new Clamp(3, 1));
        assertRefused(
                "Clamp: low must not be greater than high, nor NaN, were low = 0.0 and high = NaN",
                () -> new Clamp(0, Double.NaN));
    }
}
