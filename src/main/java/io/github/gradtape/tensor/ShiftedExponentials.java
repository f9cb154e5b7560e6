package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Exponential.LN2_HIGH;
import static io.github.gradtape.tensor.Exponential.LN2_LOW;
import static io.github.gradtape.tensor.Exponential.LOG2_E;
import static io.github.gradtape.tensor.Exponential.SHIFTER;
import static io.github.gradtape.tensor.Exponential.SURELY_NORMAL;

/**
 * exp(z_k − m) of a whole row, where m is its largest entry: bit for bit what {@link Exponential} makes of each z_k − m and its
 * rounding error.
 *
 * <p>It is the same arithmetic cut into short loops over whole arrays, without branches or offsets. C2 turns each of them into
 * vector instructions, but not one loop with all of exp in its body. What is beyond normal results is done again one by one.
 */
final class ShiftedExponentials {

    /** Shorter rows are sooner done one by one. */
    private static final int WORTH_STAGES = 32;

    private final double[] reduced;
    private final double[] tails;
    private final double[] shifted;

    ShiftedExponentials(int length) {
        reduced = new double[length];
        tails = new double[length];
        shifted = new double[length];
    }

    /** Fills an array of the length this was made for with exp(z_k − m). */
    void of(double[] z, double m, double[] out) {
        boolean inStages = out.length >= WORTH_STAGES;
        if (inStages) {
            computeInStages(z, m, out);
        }
        for (int k = 0; k < out.length; k++) {
            double difference = z[k] - m;
            if (!(inStages && difference >= -SURELY_NORMAL)) {
                out[k] = Exponential.exp(difference, lost(z[k], m));
            }
        }
    }

    private void computeInStages(double[] z, double m, double[] out) {
        for (int k = 0; k < out.length; k++) {
            double difference = z[k] - m;
            shifted[k] = Math.fma(difference, LOG2_E, SHIFTER);
            double exponent = shifted[k] - SHIFTER;
            reduced[k] = Math.fma(-exponent, LN2_HIGH, difference);
            tails[k] = Math.fma(-exponent, LN2_LOW, lost(z[k], m));
        }
        for (int k = 0; k < out.length; k++) {
            out[k] = Exponential.highTerms(reduced[k]);
        }
        for (int k = 0; k < out.length; k++) {
            out[k] = Exponential.lowTerms(reduced[k], out[k]);
        }
        for (int k = 0; k < out.length; k++) {
            out[k] = Exponential.sum(reduced[k], tails[k], out[k]);
        }
        for (int k = 0; k < out.length; k++) {
            out[k] = Exponential.scaled(out[k], shifted[k]);
        }
    }

    /**
     * The rounding error of z − m: exactly z − m less what is computed for it (Knuth 1969, TAOCP 2, 4.2.2, theorem B). NaN if
     * that is infinite.
     */
    static double lost(double z, double m) {
        double difference = z - m;
        double subtracted = z - difference;
        double kept = difference + subtracted;
        return (z - kept) + (subtracted - m);
    }
}
