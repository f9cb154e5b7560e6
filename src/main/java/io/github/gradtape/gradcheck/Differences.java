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
 * F′(x) and F′(x) F″(x)"). Where larger steps reach over a pole, two estimates may agree there by chance; they are forgotten once
 * smaller steps converge. A step at which the function is not finite, outside its domain, is passed over.
 */
public final class Differences {

    private static final double ROUNDING = 0x1p-53;
    private static final int FIRST_STEP = 3;
    private static final int LAST_STEP = 28;

    /** So many of the smallest steps tell the rounding of the function. */
    private static final int NOISY_STEPS = 9;

    /** Once the error has grown this much rounding has taken over, and estimates that agree beyond agree by chance. */
    private static final double GROWTH = 16;

    /** How much smaller the truncation error becomes at least when a step is halved; 16 times, where it is as it should be. */
    private static final double CONVERGENCE = 8;

    /**
     * Estimated derivatives.
     *
     * @param value the derivative of every element
     * @param error an estimate of the absolute error of each, ∞ where no step gave one
     */
    public record Estimate(Tensor value, Tensor error) {}

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
            choose(i, middle.borrow()[i], estimates, values, errors);
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

    private static void choose(int i, double middle, double[][] estimates, double[] values, double[] errors) {
        errors[i] = Double.POSITIVE_INFINITY;
        double[] all = new double[LAST_STEP];
        boolean isOver = false;
        for (int step = FIRST_STEP + 1; step < LAST_STEP; step++) {
            double estimate = estimates[step][i];
            double rounding = noise(i, estimates, estimate) + 4 * ROUNDING * (Math.abs(middle) + Math.abs(estimate));
            all[step] =
                    Math.max(Math.abs(estimate - estimates[step - 1][i]), Math.abs(estimate - estimates[step + 1][i]))
                            + Math.scalb(rounding, step);
            if (all[step] < errors[i] && (!isOver || converges(all, step))) {
                values[i] = estimate;
                errors[i] = all[step];
                isOver = false;
            } else if (all[step] > GROWTH * errors[i]) {
                isOver = true;
            }
        }
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

    /** Whether errors have been falling as none do by chance: what was over has been a pole or a kink within larger steps. */
    private static boolean converges(double[] errors, int step) {
        for (int k = step; k > step - 3; k--) {
            if (k - 1 <= FIRST_STEP || !(errors[k - 1] >= CONVERGENCE * errors[k])) {
                return false;
            }
        }
        return true;
    }
}
