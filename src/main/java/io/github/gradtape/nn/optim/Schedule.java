package io.github.gradtape.nn.optim;

/** The rate of every step; a function of the number of steps made before it. */
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
        Settings.requirePositive("rate", rate);
        return steps -> rate;
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
        Settings.requirePositive("rate", rate);
        Settings.require(every >= 1, "every", every, "at least 1");
        Settings.requirePositive("factor", factor);
        return steps -> rate * Math.pow(factor, (double) Math.floorDiv(steps, every));
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
        Settings.requirePositive("rate", rate);
        Settings.require(warmUp >= 0, "warmUp", warmUp, "at least 0");
        Settings.require(total > warmUp, "total", total, "more than the warm-up of " + warmUp);
        return steps -> {
            if (steps < warmUp) {
                return rate * (steps + 1) / warmUp;
            }
            double done = Math.min(1, (double) (steps - warmUp) / (total - warmUp));
            return rate * (1 + Math.cos(Math.PI * done)) / 2;
        };
    }
}
