package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
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

class GeluTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Gelu.class);
    }

    // expected values: mpmath 1.3.0, 60 digits

    @Test
    void agreesWithItsTextbookDerivatives() {
        double[] values = {0, 0.8413447460685429, -0.15865525393145705, 2.4844758366855597};
        double[] first = {0.5, 1.0833154705876864, -0.0833154705876863, 1.037611085908145};
        double[] second = {0.7978845608028654, 0.24197072451914334, 0.24197072451914334, -0.07449527709766629};
        assertUlps(6, values, values(Ops::gelu, 0, 1, -1, 2.5));
        assertUlps(8, first, first(Ops::gelu, 0, 1, -1, 2.5));
        assertUlps(8, second, second(Ops::gelu, 0, 1, -1, 2.5));
    }

    @Test
    void theLeftTailLosesNoMoreThanTheRoundingOfTheSquareCosts() {
        double[] points = {-10, -20, -37};
        double[] values = {-7.619853024160526e-23, -5.507248237212468e-88, -2.1184613523340935e-298};
        double[] first = {-7.618400096464814e-22, -1.1014360483133464e-86, -7.838298669418516e-297};
        double[] second = {-7.540706654172292e-21, -2.1973374481395856e-85, -2.898048955934136e-295};
        for (int i = 0; i < points.length; i++) {
            int ulps = (int) (points[i] * points[i]);
            assertUlps(ulps, new double[] {values[i]}, values(Ops::gelu, points[i]));
            assertUlps(ulps, new double[] {first[i]}, first(Ops::gelu, points[i]));
            assertUlps(ulps, new double[] {second[i]}, second(Ops::gelu, points[i]));
        }
    }

    @Test
    void farOutAndAtInfinityItIsZeroOrTheIdentity() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] far = {40, -40, 1e300, -1e300, infinity, -infinity};
        assertArrayEquals(new double[] {40, -0.0, 1e300, -0.0, infinity, -0.0}, values(Ops::gelu, far));
        assertArrayEquals(new double[] {1, 0, 1, 0, 1, 0}, first(Ops::gelu, far));
        assertUlps(0, new double[] {0, 0, 0, 0, 0, 0}, second(Ops::gelu, far));
    }

    @Test
    void ofNanIsNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(Ops::gelu, Double.NaN));
        assertArrayEquals(new double[] {Double.NaN}, second(Ops::gelu, Double.NaN));
    }

    @Property
    void differsFromItsMirrorImageByTheIdentity(@ForAll @DoubleRange(min = -50, max = 50) double x) {
        double[] both = values(Ops::gelu, x, -x);
        assertEquals(x, both[0] - both[1], 4 * Math.ulp(x));
    }

    /** The least value, at −0.7518, is −0.16997. */
    @Property
    void liesBetweenTheRectifierAndALittleBelow(@ForAll @DoubleRange(min = -50, max = 50) double x) {
        double y = values(Ops::gelu, x)[0];
        assertTrue(y <= Math.max(x, 0) && y >= Math.max(x, 0) - 0.16997120747990369, () -> x + " gave " + y);
    }
}
