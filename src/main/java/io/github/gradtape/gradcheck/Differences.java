package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Derivatives of a tensor-valued function of one number by differences, each element with an estimate of its own error.
 *
 * <p>For steps h = 2⁻³, 2⁻⁴, … the derivative is had from five points, with an error of O(h⁴). Along such a sequence the
 * truncation error falls and the rounding error, u |f| / h or more, rises; each element takes the step at which the two
 * neighbouring estimates differ least from it, before rounding takes over (after Ridders 1982, "Accurate computation of
 * F′(x) and F′(x) F″(x)"). Where larger steps reach over a kink or a pole, estimates may agree there by chance. So the choice is made
 * again among the smaller steps alone, and believed where it contradicts the one before or has a smaller error. A step at which the
 * function is not finite, outside its domain, is passed over.
 *
 * <p>Two kinds of functions have no derivative to be found, and the error says so. At a kink all steps agree, on the mean of the
 * one-sided slopes; but (f(h) − 2 f(0) + f(−h)) / h, their difference, agrees as well where it would halve from step to step, and the
 * error is at least half of it. A function that changes within the smallest steps by about as much as it ever does has no step to
 * choose, although estimates by steps much larger than its details may agree; the error is infinite. What neither sees is a fast part
 * that is small beside a slow one.
 */
public final class Differences {

    private static final double ROUNDING = 0x1p-53;
    private static final int FIRST_STEP = 3;
    private static final int LAST_STEP = 28;

    /** The smallest step to choose, with enough below it that tell how much of it is rounding. */
    private static final int LAST_CHOICE = 22;

    /** The length of that step. */
    static final double SHORTEST_CHOICE = Math.scalb(1.0, -LAST_CHOICE);

    /** How much further down each choice begins than the one before: few enough steps that one of them fits any function. */
    private static final int STRIDE = 4;

    /** How many steps a choice needs. */
    private static final int FEWEST_STEPS = 5;

    /** What a function in single precision may not notice of its argument. */
    private static final double SINGLE_ROUNDING = 0x1p-22;

    /** Where a value is what is left of a 1, a smaller change may be nothing but the rounding of that, or all but lost in it. */
    private static final double LEFT_OVER = 32 * ROUNDING;

    /** Estimates contradict each other where they differ by so many times their errors: what a law allows. */
    static final double MARGIN = 20;

    /** This step and smaller ones tell the rounding of the function. */
    private static final int FIRST_SMALL_STEP = 20;

    /** A function that changes within the smallest steps by more than this share of its largest change may not be resolved. */
    private static final double RESOLVED_SHARE = 0x1p-8;

    /** Once the error has grown this much rounding has taken over, and estimates that agree beyond agree by chance. */
    private static final double GROWTH = 16;

    /**
     * Estimated derivatives.
     *
     * @param value the derivative of every element
     * @param error an estimate of the absolute error of each, ∞ where no step gave one, or none resolves the function
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

        /** Whether smaller steps may change nothing because the function is too coarse, not because its derivative is 0. */
        boolean mayBeRounding(double middle) {
            return value != 0 && Math.scalb(Math.abs(value), -step) <= SINGLE_ROUNDING * Math.abs(middle);
        }
    }

    private final double[] middle;
    private final double[][] estimates;

    /** (f(h) − 2 f(0) + f(−h)) / h of each step. */
    private final double[][] bends;

    /** The largest change of f over all steps, and over the smallest. */
    private final double[] change;

    private final double[] smallChange;

    private Differences(DoubleFunction<Tensor> f, double[] middle) {
        this.middle = middle;
        estimates = new double[LAST_STEP + 1][middle.length];
        bends = new double[LAST_STEP + 1][middle.length];
        change = new double[middle.length];
        smallChange = new double[middle.length];
        double h = Math.scalb(1.0, 1 - FIRST_STEP);
        double[] farRight = f.apply(h).borrow();
        double[] farLeft = f.apply(-h).borrow();
        for (int step = FIRST_STEP; step <= LAST_STEP; step++) {
            h /= 2;
            double[] right = f.apply(h).borrow();
            double[] left = f.apply(-h).borrow();
            look(step, h, farLeft, left, right, farRight);
            farRight = right;
            farLeft = left;
        }
    }

    /**
     * The derivative at 0.
     *
     * @param f the function, which must not change on a much smaller scale than 1
     * @return the estimated derivative
     */
    public static Estimate derivative(DoubleFunction<Tensor> f) {
        Tensor middle = f.apply(0);
        return new Differences(f, middle.borrow()).estimate(middle.shape());
    }

    /** Looks at the function at 0 and by one step and two to either side. */
    private void look(int step, double h, double[] farLeft, double[] left, double[] right, double[] farRight) {
        for (int i = 0; i < middle.length; i++) {
            estimates[step][i] = (8 * (right[i] - left[i]) - (farRight[i] - farLeft[i])) / (12 * h);
            bends[step][i] = ((right[i] - middle[i]) - (middle[i] - left[i])) / h;
            double changed = Math.max(Math.abs(right[i] - middle[i]), Math.abs(left[i] - middle[i]));
            if (changed < Double.POSITIVE_INFINITY) {
                change[i] = Math.max(change[i], changed);
                smallChange[i] = step < FIRST_SMALL_STEP ? 0 : Math.max(smallChange[i], changed);
            }
        }
    }

    private Estimate estimate(Shape shape) {
        double largest = DoubleStream.of(middle).map(Math::abs).max().orElse(0);
        double[] values = new double[middle.length];
        double[] errors = new double[middle.length];
        for (int i = 0; i < middle.length; i++) {
            Choice chosen = choose(i, FIRST_STEP);
            for (int first = FIRST_STEP + STRIDE; first <= LAST_CHOICE - FEWEST_STEPS; first += STRIDE) {
                chosen = chosen.or(choose(i, first), middle[i]);
            }
            values[i] = chosen.value;
            errors[i] = isResolved(i, chosen, largest)
                    ? Math.max(chosen.error, kink(i, chosen.step))
                    : Double.POSITIVE_INFINITY;
        }
        return new Estimate(Tensor.adopt(shape, values), Tensor.adopt(shape, errors));
    }

    /** Not if the smallest steps change the function by more than rounding, and about as much as any, and no slope was found. */
    private boolean isResolved(int i, Choice chosen, double largest) {
        return smallChange[i] <= RESOLVED_SHARE * change[i]
                || smallChange[i] <= SINGLE_ROUNDING * largest
                || MARGIN * chosen.error < Math.abs(chosen.value);
    }

    /** How far the one-sided slopes of a kink are from their mean; 0 where there is none. */
    private double kink(int i, int step) {
        boolean stays = KinkSearch.stays(bends[step - 1][i], bends[step][i])
                && KinkSearch.stays(bends[step][i], bends[step + 1][i]);
        return stays ? Math.abs(bends[step][i]) / 2 : 0;
    }

    /**
     * The step with the least error. A value that is all but 0 and hardly changes may be what is left of terms of size 1, as of
     * x (1 + tanh x) far below 0, with its changes lost in their rounding.
     */
    private Choice choose(int i, int first) {
        Choice best = new Choice(0, Double.POSITIVE_INFINITY, first);
        for (int step = first + 1; step <= LAST_CHOICE; step++) {
            double estimate = estimates[step][i];
            if (estimate == 0 && best.mayBeRounding(middle[i])) {
                break;
            }
            double size = Math.abs(middle[i]) + Math.abs(estimate);
            boolean mayBeLeftOver =
                    Math.abs(middle[i]) < SINGLE_ROUNDING && Math.scalb(Math.abs(estimate), -step) < LEFT_OVER;
            double rounding = noise(i, estimate) + 4 * ROUNDING * (mayBeLeftOver ? 1 : size);
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
    private double noise(int i, double derivative) {
        double noise = 0;
        for (int step = FIRST_SMALL_STEP; step <= LAST_STEP; step++) {
            double size = Math.scalb(Math.abs(estimates[step][i] - derivative), -step);
            noise = size > noise && size < Double.POSITIVE_INFINITY ? size : noise;
        }
        return noise;
    }
}
