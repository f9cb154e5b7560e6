package io.github.gradtape.cli;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A kind of random rows of logits of 2 to 10 classes, no further apart than the accuracy contract allows.
 *
 * @param name what the table calls it
 * @param rows makes a row of so many logits
 */
record LogitScale(String name, Rows rows) {

    static final int MIN_CLASSES = 2;
    static final int MAX_CLASSES = 10;

    private static final double MAX_SPREAD = 690;

    static final List<LogitScale> ALL = List.of(
            normal(1),
            normal(5),
            normal(20),
            normal(200),
            new LogitScale("adversarial", (classes, random) -> AdversarialLogits.row(classes, MAX_SPREAD, random)));

    @FunctionalInterface
    interface Rows {
        double[] next(int classes, RandomGenerator random);
    }

    private static LogitScale normal(int deviation) {
        return new LogitScale("normal, " + deviation, (classes, random) -> {
            double[] row = new double[classes];
            do {
                Arrays.setAll(row, k -> deviation * random.nextGaussian());
            } while (spread(row) > MAX_SPREAD);
            return row;
        });
    }

    private static double spread(double... row) {
        return Arrays.stream(row).max().orElseThrow() - Arrays.stream(row).min().orElseThrow();
    }

    double[] next(RandomGenerator random) {
        return rows.next(random.nextInt(MIN_CLASSES, MAX_CLASSES + 1), random);
    }
}
