package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleFunction;

/**
 * Derivatives of a tensor-valued function of one number by differences, each element with an estimate of its own error.
 *
 * <p>For steps h = 2⁻³, 2⁻⁴, … the derivative is had from five points, with an error of O(h⁴). Along such a sequence the
 * truncation error falls and the rounding error, u |f| / h or more, rises; each element takes the step at which the two
 * neighbouring estimates differ least from it, before rounding takes over (after Ridders 1982, "Accurate computation of
 * F′(x) and F′(x) F″(x)"). Where larger steps reach over a kink or a pole, estimates may agree there by chance. So the choice is made
 * again among the smaller steps alone, and believed where it contradicts the one before or has a smaller error. A step at which the
 * function is not finite, outside its domain, is passed over.
 */
public final class Differences {

    private static final double ROUNDING = 0x1p-53;
    private static final int FIRST_STEP = 3;
    private static final int LAST_STEP = 28;

    /** The smallest step to choose, with enough below it that tell how much of it is rounding. */
    private static final int LAST_CHOICE = 22;

    /** How much further down each choice begins than the one before: few enough steps that one of them fits any function. */
    private static final int STRIDE = 4;

    /** How many steps a choice needs. */
    private static final int FEWEST_STEPS = 5;

    /** What a function in single precision may not notice of its argument. */
    private static final double SINGLE_ROUNDING = 0x1p-22;

    /** Estimates contradict each other where they differ by so many times their errors: what a law allows. */
    static final double MARGIN = 20;

    /** So many of the smallest steps tell the rounding of the function. */
    private static final int NOISY_STEPS = 9;

    /** Once the error has grown this much rounding has taken over, and estimates that agree beyond agree by chance. */
    private static final double GROWTH = 16;

    /**
     * Estimated derivatives.
     *
     * @param value the derivative of every element
     * @param error an estimate of the absolute error of each, ∞ where no step gave one
     */
    public record Estimate(Tensor value, Tensor error) {}

    /** An estimate of one element, and the step it is from. */
    private record Choice(double value, double error, int step) {

        /**
         * This choice, or one among smaller steps alone that contradicts it or has a smaller error. If what this choice misses there
         * could be rounding to single precision, or nothing changes by smaller steps at all, as where a function that is not 0 is too
         * coarse to notice them, either may be right.
         */
        Choice or(Choice smaller, double middle) {
            double off = Math.abs(value - smaller.value);
            boolean contradicts = off > MARGIN * (error + smaller.error);
            boolean isSeen = (smaller.value != 0 || middle == 0)
                    && Math.scalb(off, -smaller.step) > SINGLE_ROUNDING * Math.abs(middle);
            if (isSeen && (contradicts || smaller.error < error)) {
                return smaller;
            }
            return contradicts ? new Choice(value, off, step) : this;
        }
    }

    private Differences() {}

    /**
     * The derivative at 0.
     *
     * @param f the function, which must not change on a much smaller scale than 1
     * @return the estimated derivative
     */
    public static Estimate derivative(DoubleFunction<Tensor> f) {
        Tensor middle = f.apply(0);
        int size = middle.size();
        double[][] estimates = new double[LAST_STEP + 1][];
        for (int step = FIRST_STEP; step <= LAST_STEP; step++) {
            estimates[step] = fivePoint(f, Math.scalb(1.0, -step));
        }
        double[] values = new double[size];
        double[] errors = new double[size];
        for (int i = 0; i < size; i++) {
            double value = middle.borrow()[i];
            Choice chosen = choose(i, value, estimates, FIRST_STEP);
            for (int first = FIRST_STEP + STRIDE; first <= LAST_CHOICE - FEWEST_STEPS; first += STRIDE) {
                chosen = chosen.or(choose(i, value, estimates, first), value);
            }
            values[i] = chosen.value;
            errors[i] = chosen.error;
        }
        Shape shape = middle.shape();
        return new Estimate(Tensor.adopt(shape, values), Tensor.adopt(shape, errors));
    }

    private static double[] fivePoint(DoubleFunction<Tensor> f, double h) {
        double[] right = f.apply(h).borrow();
        double[] left = f.apply(-h).borrow();
        double[] farRight = f.apply(2 * h).borrow();
        double[] farLeft = f.apply(-2 * h).borrow();
        double[] slopes = new double[right.length];
        Arrays.setAll(slopes, i -> (8 * (right[i] - left[i]) - (farRight[i] - farLeft[i])) / (12 * h));
        return slopes;
    }

    private static Choice choose(int i, double middle, double[][] estimates, int first) {
        Choice best = new Choice(0, Double.POSITIVE_INFINITY, first);
        for (int step = first + 1; step <= LAST_CHOICE; step++) {
            double estimate = estimates[step][i];
            double rounding = noise(i, estimates, estimate) + 4 * ROUNDING * (Math.abs(middle) + Math.abs(estimate));
            double error =
                    Math.max(Math.abs(estimate - estimates[step - 1][i]), Math.abs(estimate - estimates[step + 1][i]))
                            + Math.scalb(rounding, step);
            if (error < best.error) {
                best = new Choice(estimate, error, step);
            } else if (error > GROWTH * best.error) {
                break;
            }
        }
        return best;
    }

    /**
     * How far the function itself is off by rounding, as the smallest steps show, which miss its derivative by nothing else: by far
     * more than the rounding of its value where that is what is left of larger terms.
     */
    private static double noise(int i, double[][] estimates, double derivative) {
        double noise = 0;
        for (int step = LAST_STEP - NOISY_STEPS + 1; step <= LAST_STEP; step++) {
            double size = Math.scalb(Math.abs(estimates[step][i] - derivative), -step);
            noise = size > noise && size < Double.POSITIVE_INFINITY ? size : noise;
        }
        return noise;
    }
}
