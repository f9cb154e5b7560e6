package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The one law of kinks, where an op is continuous but has no derivative: its convention must be a subgradient.
 *
 * <p>Each entry of the primals moves alone. Along a direction that moves several, a sum of kinks of both signs, each with a convention
 * that is right, may declare a slope outside the one-sided ones. Where three and more entries tie that an op sorts, even the right
 * convention lies outside those of an entry by itself.
 */
public final class Kink {

    static final String SENTENCE = "at kinks the derivative lies between the one-sided ones";

    private static final double STEP = 0x1p-20;

    /** Of three values, in units of u times their size. */
    private static final double ROUNDING = 0x1p-51;

    /** The slopes of steps of twice the length tell how far curvature, rounding or a kink nearby has them off. */
    private static final double MARGIN = 4;

    private static final double TOLERANCE = 1e-9;

    /** So many slopes are held at a time: those of all entries by all outputs may not fit into the memory. */
    private static final int MOST_SLOPES = 1 << 20;

    /** Both one-sided slopes of every output element along a direction, and what they may be off by. */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
    private record Slopes(double[] left, double[] right, double[] tolerance) {}

    private Kink() {}

    /**
     * Checks that the declared derivative of every output element by every entry of the primals lies between the one-sided ones.
     *
     * @param call a call at a kink of its op
     * @throws AssertionError naming the call, the place and the slopes, if it does not, or the op throws
     */
    public static void check(Case call) {
        BitSet all = new BitSet();
        all.set(0, call.entries());
        check(call, all);
    }

    /** The same by some entries, counted through the differentiable primals. */
    static void check(Case call, BitSet entries) {
        try {
            compare(call, entries);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    call.op() + ": at a kink it breaks off, because: " + Trial.reason(e) + Inputs.below(call), e);
        }
    }

    private static void compare(Case call, BitSet entries) {
        Probe probe = new Probe(call);
        int[] all = entries.stream().toArray();
        int block = Math.max(1, MOST_SLOPES / Math.max(1, probe.value().size()));
        for (int from = 0; from < all.length; from += block) {
            compare(call, probe, Arrays.copyOfRange(all, from, Math.min(all.length, from + block)));
        }
    }

    private static void compare(Case call, Probe probe, int... at) {
        double[] scales = KinkSearch.joined(probe.scales()).borrow();
        Slopes[] slopes = new Slopes[at.length];
        Arrays.setAll(slopes, k -> slopes(probe, KinkSearch.restricted(probe.scales(), only(at[k]))));
        double[] unit = new double[probe.value().size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = 1;
            double[] row = KinkSearch.joined(
                            probe.pullback(Tensor.of(probe.value().shape(), unit)))
                    .borrow();
            unit[i] = 0;
            for (int k = 0; k < at.length; k++) {
                double scale = scales[at[k]];
                double declared = scale == 0 ? 0 : scale * row[at[k]];
                Slopes sides = slopes[k];
                double low = Math.min(sides.left[i], sides.right[i]) - sides.tolerance[i];
                double high = Math.max(sides.left[i], sides.right[i]) + sides.tolerance[i];
                if (!(low <= declared && declared <= high)) {
                    double left = sides.left[i] / scale + 0.0; // no −0.0
                    double right = sides.right[i] / scale + 0.0;
                    throw new AssertionError(call.op()
                            + ": its derivative at a kink lies outside the one-sided ones: element " + i + " by "
                            + KinkSearch.named(only(at[k]), call).get(0) + " declares " + row[at[k]] + ", left "
                            + left + ", right " + right + Inputs.below(call));
                }
            }
        }
    }

    private static BitSet only(int entry) {
        BitSet one = new BitSet();
        one.set(entry);
        return one;
    }

    private static Slopes slopes(Probe probe, List<Tensor> direction) {
        double[] middle = probe.value().borrow();
        double[][] sides = new double[2][];
        double[] tolerance = new double[middle.length];
        for (int side = 0; side < 2; side++) {
            double h = side == 0 ? -STEP : STEP;
            double[] near = probe.valueAt(direction, h).borrow();
            double[] far = probe.valueAt(direction, 2 * h).borrow();
            double[] farther = probe.valueAt(direction, 4 * h).borrow();
            sides[side] = new double[middle.length];
            for (int i = 0; i < middle.length; i++) {
                double slope = oneSided(middle[i], near[i], far[i], h);
                double ofTwice = oneSided(middle[i], far[i], farther[i], 2 * h);
                double size = Math.abs(middle[i]) + Math.abs(near[i]) + Math.abs(far[i]);
                sides[side][i] = slope;
                tolerance[i] +=
                        MARGIN * Math.abs(slope - ofTwice) + TOLERANCE * Math.abs(slope) + ROUNDING * size / STEP;
            }
        }
        return new Slopes(sides[0], sides[1], tolerance);
    }

    /** From three points to one side, with an error of O(h²). */
    private static double oneSided(double middle, double near, double far, double h) {
        return (4 * (near - middle) - (far - middle)) / (2 * h);
    }
}
