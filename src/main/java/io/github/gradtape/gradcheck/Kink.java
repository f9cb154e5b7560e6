package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/** The one law of kinks, where an op is continuous but has no derivative: its convention must be a subgradient. */
public final class Kink {

    static final String SENTENCE = "at kinks the derivative lies between the one-sided ones";

    /** One-sided slopes are had from one step of this length, exact for piecewise linear ops and this close for others. */
    private static final double STEP = 0x1p-20;

    private static final double TOLERANCE = 16 * STEP;
    private static final double ROUNDING = 0x1p-51;

    private Kink() {}

    /**
     * Checks that the declared derivative of every output element along random directions lies between the one-sided ones.
     *
     * @param call a call at a kink of its op
     * @param random where directions come from
     * @throws AssertionError naming the call and the slopes, if it does not
     */
    public static void check(Case call, RandomGenerator random) {
        Probe probe = new Probe(call);
        double[] middle = probe.value().borrow();
        List<Tensor> direction = probe.direction(random);
        double[] right = probe.moved(direction, STEP).value().borrow();
        double[] left = probe.moved(direction, -STEP).value().borrow();
        for (int i = 0; i < middle.length; i++) {
            double rightSlope = (right[i] - middle[i]) / STEP;
            double leftSlope = (middle[i] - left[i]) / STEP;
            double[] unit = new double[middle.length];
            unit[i] = 1;
            double declared = Law.dot(probe.pullback(Tensor.adopt(probe.value().shape(), unit)), direction);
            double tolerance =
                    TOLERANCE * (1 + Math.abs(middle[i]) + Math.min(Math.abs(leftSlope), Math.abs(rightSlope)))
                            + ROUNDING * Math.abs(middle[i]) / STEP;
            double low = Math.min(leftSlope, rightSlope) - tolerance;
            double high = Math.max(leftSlope, rightSlope) + tolerance;
            if (!(low <= declared && declared <= high)) {
                throw new AssertionError(call.op()
                        + ": its derivative at a kink lies outside the one-sided ones: element " + i
                        + " declares " + declared + ", left " + leftSlope + ", right " + rightSlope
                        + Inputs.below(call) + Inputs.below("direction", direction));
            }
        }
    }
}
