package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.third;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SiluTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Silu.class);
    }

    // expected values: mpmath 1.3.0, 60 digits

    @Test
    void agreesWithItsTextbookDerivatives() {
        double[] values = {0, 0.7310585786300049, -0.2689414213699951, 2.310354549946891};
        double[] first = {0.5, 0.9276705118714867, 0.07232948812851327, 1.0994011113415267};
        double[] second = {0.5, 0.3023661188100153, 0.3023661188100153, -0.008462156523368855};
        assertUlps(2, values, values(Ops::silu, 0, 1, -1, 2.5));
        assertUlps(8, first, first(Ops::silu, 0, 1, -1, 2.5));
        // the last is the difference of terms sixteen times as large
        assertUlps(64, second, second(Ops::silu, 0, 1, -1, 2.5));
    }

    @Test
    void theThirdDerivativeKeepsItsDigitsNearItsZero() {
        double[] third = {-5e-13, -5e-21, 5e-301, -0.00499975000708318};
        assertUlps(4, third, third(Ops::silu, 1e-12, 1e-20, -1e-300, 0.01));
    }

    @Test
    void theLeftTailKeepsItsDigits() {
        assertUlps(3, new double[] {-1.6993417021166355e-16, -6.90177358063184e-302}, values(Ops::silu, -40, -700));
        assertUlps(4, new double[] {-1.6568581595637197e-16, -6.891913904088079e-302}, first(Ops::silu, -40, -700));
        assertUlps(6, new double[] {-1.6143746170108038e-16, -6.88205422754432e-302}, second(Ops::silu, -40, -700));
    }

    /** From −708 on the logistic function is subnormal, and x times as far off as it is. */
    @Test
    void theTailsEndIsOffByStepsOfTheSmallestNumber() {
        assertEquals(-1.46320617774547e-310, values(Ops::silu, -720)[0], 720 * Double.MIN_VALUE);
        assertEquals(-3.09967e-319, values(Ops::silu, -740)[0], 740 * Double.MIN_VALUE);
    }

    @Test
    void farOutAndAtInfinityItIsZeroOrTheIdentity() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] far = {750, -750, 1e300, -1e300, infinity, -infinity};
        assertArrayEquals(new double[] {750, -0.0, 1e300, -0.0, infinity, -0.0}, values(Ops::silu, far));
        assertArrayEquals(new double[] {1, 0, 1, 0, 1, 0}, first(Ops::silu, far));
        assertUlps(0, new double[] {0, 0, 0, 0, 0, 0}, second(Ops::silu, far));
    }

    @Test
    void ofNanIsNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(Ops::silu, Double.NaN));
        assertArrayEquals(new double[] {Double.NaN}, second(Ops::silu, Double.NaN));
    }

    @Property
    void isTheIdentityTimesTheSigmoid(@ForAll @DoubleRange(min = -700, max = 700) double x) {
        assertEquals(x * values(Ops::sigmoid, x)[0], values(Ops::silu, x)[0]);
    }

    @Property
    void differsFromItsMirrorImageByTheIdentity(@ForAll @DoubleRange(min = -800, max = 800) double x) {
        double[] both = values(Ops::silu, x, -x);
        assertEquals(x, both[0] - both[1], 4 * Math.ulp(x));
    }

    /** The least value, at −1.2785, is −0.27846. */
    @Property
    void liesBetweenTheRectifierAndALittleBelow(@ForAll @DoubleRange(min = -800, max = 800) double x) {
        double y = values(Ops::silu, x)[0];
        assertTrue(y <= Math.max(x, 0) && y >= Math.max(x, 0) - 0.27846454276107385, () -> x + " gave " + y);
    }
}
