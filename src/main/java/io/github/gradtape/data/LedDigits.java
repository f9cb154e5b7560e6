package io.github.gradtape.data;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The digits of a faulty seven-segment display: every segment shows the wrong state with a given probability, independently.
 *
 * <pre>
 *  ─0─      features: the states of segments 0 to 6, 1 for lit
 * 1   2     classes:  the digits "0" to "9", each as likely as another
 *  ─3─
 * 4   5
 *  ─6─
 * </pre>
 *
 * <p>A lit display may stem from any digit, so that no classifier is right always; how often the best one is, is known exactly.
 * With 0.1 this is the example of L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone, "Classification and Regression
 * Trees", Wadsworth 1984, pages 43–49.
 */
public final class LedDigits {

    /** The flip probability of the book's example. */
    public static final double BREIMAN_FLIP_PROBABILITY = 0.1;

    private static final int SEGMENTS = 7;
    private static final int PATTERNS = 1 << SEGMENTS;

    /** The lit segments of each digit, segment 0 first. */
    private static final List<String> PROTOTYPES = List.of(
            "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111",
            "1111011");

    private LedDigits() {}

    /**
     * The segments of a digit on a display without fault.
     *
     * @param digit the digit, 0 to 9
     * @return the states of the seven segments, 1 for lit, else 0
     * @throws IllegalArgumentException if it is not a digit
     */
    public static Tensor segments(int digit) {
        if (digit < 0 || digit >= PROTOTYPES.size()) {
            throw new IllegalArgumentException("digit " + digit + ": must be 0 to 9");
        }
        return Tensor.of(PROTOTYPES.get(digit).chars().mapToDouble(c -> c - '0').toArray());
    }

    /**
     * Random displays.
     *
     * @param samples how many, at least 1
     * @param flipProbability the probability of each segment to show the wrong state, 0 to 1
     * @param random where digits and faults come from
     * @return the samples
     * @throws IllegalArgumentException if there are to be none or more than an array holds, or the probability is none
     */
    public static DataSet sample(int samples, double flipProbability, RandomGenerator random) {
        requireProbability(flipProbability);
        Made.requireSamples(samples, "LED digits");
        double[] states = new double[Shape.of(samples, SEGMENTS).size()];
        double[] labels = new double[samples];
        for (int i = 0; i < samples; i++) {
            int digit = random.nextInt(PROTOTYPES.size());
            labels[i] = digit;
            for (int s = 0; s < SEGMENTS; s++) {
                boolean lit = isLit(digit, s) != (random.nextDouble() < flipProbability);
                states[i * SEGMENTS + s] = lit ? 1 : 0;
            }
        }
        List<String> names = IntStream.range(0, PROTOTYPES.size())
                .mapToObj(Integer::toString)
                .toList();
        return Made.dataSet("LED digits", states, labels, names);
    }

    /**
     * The best accuracy that any classifier can have, exactly: Σ maxᵈ P(pattern | d) / 10 over all 2⁷ patterns.
     *
     * @param flipProbability the probability of each segment to show the wrong state, 0 to 1
     * @return the accuracy of naming the likeliest digit for every pattern
     * @throws IllegalArgumentException if the probability is none
     */
    public static double bayesAccuracy(double flipProbability) {
        requireProbability(flipProbability);
        return meanOverDigits(pattern -> IntStream.range(0, PROTOTYPES.size())
                .mapToDouble(digit -> likelihood(pattern, digit, flipProbability))
                .max()
                .orElseThrow());
    }

    /**
     * The accuracy that a classifier will have on ever more samples, exactly: Σ P(pattern | its answer) / 10 over all 2⁷ patterns.
     *
     * @param flipProbability the probability of each segment to show the wrong state, 0 to 1
     * @param classifier what names a digit, 0 to 9, for each row of a tensor of shape [n, 7]
     * @return the expected accuracy, at most that of {@link #bayesAccuracy}
     * @throws IllegalArgumentException if the probability is none
     */
    public static double expectedAccuracy(double flipProbability, UnaryOperator<Tensor> classifier) {
        requireProbability(flipProbability);
        double[] patterns = new double[PATTERNS * SEGMENTS];
        Arrays.setAll(patterns, i -> isShown(i / SEGMENTS, i % SEGMENTS) ? 1 : 0);
        Tensor answers = classifier.apply(Tensor.adopt(Shape.of(PATTERNS, SEGMENTS), patterns));
        return meanOverDigits(pattern -> likelihood(pattern, (int) answers.get(pattern), flipProbability));
    }

    private static double meanOverDigits(IntToDoubleFunction ofPattern) {
        return IntStream.range(0, PATTERNS).mapToDouble(ofPattern).sum() / PROTOTYPES.size();
    }

    private static double likelihood(int pattern, int digit, double flipProbability) {
        double product = 1;
        for (int s = 0; s < SEGMENTS; s++) {
            product *= isShown(pattern, s) == isLit(digit, s) ? 1 - flipProbability : flipProbability;
        }
        return product;
    }

    private static boolean isShown(int pattern, int segment) {
        return (pattern >> segment & 1) == 1;
    }

    private static boolean isLit(int digit, int segment) {
        return PROTOTYPES.get(digit).charAt(segment) == '1';
    }

    private static void requireProbability(double flipProbability) {
        if (!(flipProbability >= 0 && flipProbability <= 1)) {
            throw new IllegalArgumentException("flip probability " + flipProbability + ": must be from 0 to 1");
        }
    }
}
