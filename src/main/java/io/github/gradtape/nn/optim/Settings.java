package io.github.gradtape.nn.optim;

/** Checks that the settings of optimizers and schedules share. */
final class Settings {

    private Settings() {}

    static void requirePositive(String setting, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, setting, value, "positive and finite");
    }

    static void requireNotNegative(String setting, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, setting, value, "finite and not negative");
    }

    /** The share of what is remembered that is kept. */
    static void requireFraction(String setting, double value) {
        require(value >= 0 && value < 1, setting, value, "from 0 to below 1");
    }

    static void require(boolean holds, String setting, Number value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(setting + " must be " + allowed + ", was " + value);
        }
    }
}
