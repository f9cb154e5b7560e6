package io.github.gradtape.viz;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One axis of a plot: which numbers it reaches, and where it has its ticks, at 1, 2 or 5 times a power of ten.
 *
 * <p>Numbers whose size is below 1e-300 are drawn as 0, those beyond 1e300 at the end of the axis, and numbers that differ by less than a
 * billionth of their size as one.
 *
 * @param low where it begins; the exponent of ten there if it is logarithmic
 * @param high where it ends, above where it begins
 * @param isLogarithmic whether equal distances are equal ratios
 * @param ticks from the beginning to the end
 */
record Scale(double low, double high, boolean isLogarithmic, List<Tick> ticks) {

    /**
     * A number that is written beside the axis.
     *
     * @param place from 0, the beginning, to 1, the end
     */
    record Tick(double place, String label) {}

    private static final int[] ROUND = {1, 2, 5};
    private static final int[] ONE = {1};
    private static final int[] SPACINGS = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    private static final double FINEST = 1e-9;
    private static final double LEAST = 1e-300;
    private static final double LARGEST = 1e300;

    /** An axis that ends at its outermost ticks. */
    static Scale rounded(double lowest, double highest, int mostTicks) {
        double[] ends = apart(lowest, highest);
        BigDecimal step = step(ends, mostTicks, 0);
        BigDecimal first = multiple(ends[0], step, RoundingMode.FLOOR);
        BigDecimal last = multiple(ends[1], step, RoundingMode.CEILING);
        return linear(first.doubleValue(), last.doubleValue(), first, last, step);
    }

    /** An axis that ends where it is told, with ticks between that are no nearer than some step. */
    static Scale exact(double lowest, double highest, int mostTicks, double leastStep) {
        double[] ends = apart(lowest, highest);
        BigDecimal step = step(ends, mostTicks, leastStep);
        BigDecimal first = multiple(ends[0], step, RoundingMode.CEILING);
        BigDecimal last = multiple(ends[1], step, RoundingMode.FLOOR);
        return linear(ends[0], ends[1], first, last, step);
    }

    /** An axis of two numbers above 0 that ends at its outermost ticks. */
    static Scale logarithmic(double lowest, double highest, int mostTicks) {
        double low = within(lowest, LEAST);
        double high = within(highest, LEAST);
        List<BigDecimal> round = Stream.concat(
                        Stream.of(around(low, high, 1, ROUND)),
                        IntStream.of(SPACINGS).mapToObj(spacing -> around(low, high, spacing, ONE)))
                .filter(it -> it.size() <= mostTicks + 1)
                .findFirst()
                .orElseThrow();
        double first = log10(round.get(0));
        double last = log10(round.get(round.size() - 1));
        List<Tick> ticks = round.stream()
                .map(it -> new Tick((log10(it) - first) / (last - first), ShortNumber.of(it, 1)))
                .toList();
        return new Scale(first, last, true, ticks);
    }

    /** Some multiples of every so manyth power of ten: the last one below two numbers, the first one above them, and all between. */
    private static List<BigDecimal> around(double low, double high, int spacing, int... factors) {
        int from = Math.floorDiv((int) Math.floor(Math.log10(low)), spacing) * spacing;
        List<BigDecimal> all = new ArrayList<>();
        for (int power = from; power < Math.log10(high) + 2 * spacing; power += spacing) {
            for (int factor : factors) {
                all.add(BigDecimal.valueOf(factor).scaleByPowerOfTen(power));
            }
        }
        int first = 0;
        while (all.get(first + 1).doubleValue() <= low) {
            first++;
        }
        int last = first + 1;
        while (all.get(last).doubleValue() < high) {
            last++;
        }
        return all.subList(first, last + 1);
    }

    /** Of a number that may be too large or small for a double. */
    private static double log10(BigDecimal x) {
        return Math.log10(x.unscaledValue().doubleValue()) - x.scale();
    }

    private static double within(double x, double least) {
        return Math.max(least, Math.min(x, LARGEST));
    }

    private static double[] apart(double lowest, double highest) {
        double low = within(lowest, -LARGEST);
        double high = within(highest, -LARGEST);
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (size < LEAST) {
            return new double[] {-1, 1};
        }
        double margin = high - low > FINEST * size ? 0 : size / 10;
        return new double[] {low - margin, high + margin};
    }

    /** The least of 1, 2 or 5 times a power of ten that makes no more ticks than allowed. */
    private static BigDecimal step(double[] ends, int mostTicks, double leastStep) {
        double least = Math.max(leastStep, (ends[1] - ends[0]) / mostTicks);
        for (int power = (int) Math.floor(Math.log10(least)); ; power++) {
            for (int factor : ROUND) {
                BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(power);
                if (step.doubleValue() >= least) {
                    return step;
                }
            }
        }
    }

    private static BigDecimal multiple(double x, BigDecimal step, RoundingMode mode) {
        return BigDecimal.valueOf(x).divide(step, 0, mode).multiply(step);
    }

    /** All numbers have the digits of the step, so that the longest one has the most of them. */
    private static Scale linear(double low, double high, BigDecimal first, BigDecimal last, BigDecimal step) {
        int digits = first.abs().max(last.abs()).precision();
        List<Tick> ticks = new ArrayList<>();
        for (BigDecimal tick = first; tick.compareTo(last) <= 0; tick = tick.add(step)) {
            double place = (tick.doubleValue() - low) / (high - low);
            ticks.add(new Tick(place, ShortNumber.of(tick.doubleValue(), digits)));
        }
        return new Scale(low, high, false, ticks);
    }

    /** Where a number is on the axis, from 0 to 1. */
    double place(double x) {
        double on = isLogarithmic ? Math.log10(x) : x;
        return Math.max(0, Math.min(1, (on - low) / (high - low)));
    }
}
