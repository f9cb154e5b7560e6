package io.github.gradtape.tensor;

/**
 * A running sum that carries its own rounding error along, so that the result is off by little more than the last rounding,
 * however many summands there are (Neumaier 1974, ZAMM 54).
 *
 * <p>Of infinite or NaN summands it gives what plain addition does.
 */
public final class CompensatedSum {

    private double sum;
    private double compensation;

    /** A sum of nothing. */
    public CompensatedSum() {}

    /**
     * Adds a number.
     *
     * @param summand the number
     */
    public void add(double summand) {
        double next = sum + summand;
        compensation += Math.abs(sum) >= Math.abs(summand) ? (sum - next) + summand : (summand - next) + sum;
        sum = next;
    }

    /**
     * The sum so far.
     *
     * @return the sum
     */
    public double value() {
        double corrected = sum + compensation;
        return Double.isNaN(corrected) ? sum : corrected;
    }
}
