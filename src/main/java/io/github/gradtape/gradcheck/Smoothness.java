package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether an op is finite and has derivatives at a call, by its values alone.
 *
 * <p>Along a direction f(h) has an even part E(h) = (f(h) + f(−h)) / 2 − f(0), and an odd part h O(h), O(h) = (f(h) − f(−h)) / 2h.
 * Where f is smooth E(h) and O(h) − O(h / 2) are of order h², so that half the step leaves a quarter of them. At a kink, as |h| has
 * one, half of E is left; where the second derivative jumps, as that of h |h| does, half of the other.
 */
final class Smoothness {

    private static final int DIRECTIONS = 3;
    private static final double STEP = 0x1p-8;

    /** Of the quarter that is expected, in proportion. */
    private static final double TOLERANCE = 0.25;

    private Smoothness() {}

    static boolean at(Case call) {
        try {
            return isSmooth(new Probe(call));
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private static boolean isSmooth(Probe probe) {
        SplittableRandom random = new SplittableRandom(1);
        for (int attempt = 0; attempt < DIRECTIONS; attempt++) {
            if (!isSmoothAlong(probe.direction(random), probe)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSmoothAlong(List<Tensor> direction, Probe probe) {
        double[] middle = probe.value().borrow();
        double[][] right = new double[3][];
        double[][] left = new double[3][];
        for (int i = 0; i < right.length; i++) {
            double h = Math.scalb(STEP, -i);
            right[i] = probe.moved(direction, h).value().borrow();
            left[i] = probe.moved(direction, -h).value().borrow();
        }
        for (int k = 0; k < middle.length; k++) {
            double[] even = new double[3];
            double[] odd = new double[3];
            for (int i = 0; i < even.length; i++) {
                even[i] = (right[i][k] - middle[k] + (left[i][k] - middle[k])) / 2;
                odd[i] = (right[i][k] - left[i][k]) / Math.scalb(2 * STEP, -i);
            }
            double allowed = STEP * STEP * STEP * (Math.abs(middle[k]) + Math.abs(odd[0]));
            if (!isQuartered(even[0], even[1], allowed) || !isQuartered(odd[0] - odd[1], odd[1] - odd[2], allowed)) {
                return false;
            }
        }
        return true;
    }

    /** Not if anything is NaN or infinite. */
    private static boolean isQuartered(double whole, double half, double allowed) {
        return Math.abs(whole - 4 * half) <= TOLERANCE * Math.abs(whole) + allowed && Double.isFinite(allowed);
    }
}
