package io.github.gradtape.cli;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Rows of logits at which formulas of the softmax family fail: cliffs, near-ties, huge offsets, and what lies between. */
public final class AdversarialLogits {

    /** From this margin on, 1 + exp(−margin) is 1. */
    private static final double VANISHING = 36.7;

    private static final double HUGE = 1e15;

    private AdversarialLogits() {}

    /**
     * A random row of one kind or another; its largest logit may be anywhere.
     *
     * @param classes how many logits
     * @param spread how far below the largest logit the others may be
     * @param random where the row comes from
     * @return the logits
     */
    public static double[] row(int classes, double spread, RandomGenerator random) {
        double top = top(spread, random);
        DoubleSupplier gap = gap(top, spread, random);
        double[] row = new double[classes];
        Arrays.setAll(row, k -> top - Math.min(spread, gap.getAsDouble()));
        row[random.nextInt(classes)] = top;
        return row;
    }

    private static double top(double spread, RandomGenerator random) {
        double magnitude = switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> HUGE;
            default -> exponentUniform(1e-3, spread / 2, random);
        };
        return random.nextBoolean() ? magnitude : -magnitude;
    }

    /** How far a logit is below the top: one rule for all of a row. */
    private static DoubleSupplier gap(double top, double spread, RandomGenerator random) {
        double common = exponentUniform(1e-17, spread, random);
        return switch (random.nextInt(8)) {
            case 0 -> () -> exponentUniform(1e-17, spread, random);
            case 1 -> () -> spread * random.nextDouble();
            case 2 -> () -> VANISHING * random.nextDouble(0.95, 1.05);
            case 3 -> () -> spread * random.nextDouble(0.95, 1);
            case 4 -> () -> Math.ulp(top) * random.nextInt(3);
            case 5 -> () -> common;
            case 6 -> () -> common * random.nextInt(3);
            default -> () -> common * random.nextDouble();
        };
    }

    /** Numbers spread evenly over the orders of magnitude. */
    private static double exponentUniform(double low, double high, RandomGenerator random) {
        return Math.exp(random.nextDouble(Math.log(low), Math.log(high)));
    }
}
