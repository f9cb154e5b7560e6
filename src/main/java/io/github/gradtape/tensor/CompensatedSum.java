package io.github.gradtape.tensor;

/**
 * A running sum that carries its own rounding error along: of n summands x it is off by its last rounding, and by less than about
 * n² u² Σ|x| besides, u = 2⁻⁵³ (Neumaier 1974, ZAMM 54).
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
        compensation += FoldedSum.error(sum, summand);
        sum += summand;
    }

    /**
     * The sum of numbers.
     *
     * @param summands the numbers
     * @return the sum
     */
    public static double of(double... summands) {
        CompensatedSum sum = new CompensatedSum();
        for (double summand : summands) {
            sum.add(summand);
        }
        return sum.value();
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
