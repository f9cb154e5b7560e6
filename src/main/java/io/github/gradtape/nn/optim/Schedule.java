package io.github.gradtape.nn.optim;

/**
 * The rate of every step; a function of the number of steps made before it.
 *
 * <p>A step is made by each batch: an epoch of n samples in batches of b has ⌈n/b⌉ of them. The schedules made here are equal if
 * their settings are.
 */
@FunctionalInterface
public interface Schedule {

    /**
     * The rate of a step.
     *
     * @param steps how many steps were made before it, from 0
     * @return the rate
     */
    double rate(long steps);

    /**
     * The same rate for all steps.
     *
     * @param rate the rate, positive and finite
     * @return the schedule
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    static Schedule constant(double rate) {
        return new Constant(rate);
    }

    /**
     * A rate that falls by a factor now and then: rate · factor^⌊steps/every⌋.
     *
     * @param rate the rate of the first steps, positive and finite
     * @param every how many steps it stays the same, at least 1
     * @param factor what it is multiplied by then, positive and finite
     * @return the schedule
     * @throws IllegalArgumentException if a number is outside
     */
    static Schedule stepped(double rate, long every, double factor) {
        return new Stepped(rate, every, factor);
    }

    /**
     * A rate that rises in a line and falls along half a cosine (Loshchilov and Hutter 2017, "SGDR", without restarts): with warm-up
     * w and total n it is rate · (k + 1)/w after k &lt; w steps, then rate · (1 + cos(π (k − w)/(n − w)))/2, and 0 from n steps on.
     *
     * @param rate the highest rate, positive and finite
     * @param warmUp w, how many steps it rises, at least 0
     * @param total n, how many steps there are in all, more than w
     * @return the schedule
     * @throws IllegalArgumentException if a number is outside
     */
    static Schedule cosine(double rate, long warmUp, long total) {
        return new Cosine(rate, warmUp, total);
    }
}
