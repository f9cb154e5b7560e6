package io.github.gradtape.data;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedDigitsTest {

    /** Sums of 128 products of eight roundings each, all positive. */
    private static final double ROUNDING = 1e-14;

    private static final double FLIP = LedDigits.BREIMAN_FLIP_PROBABILITY;

    /** The digits as one sees them, three columns each. */
    private static final List<String> DRAWING = List.of(
            " _     _  _     _  _  _  _  _ ", //
            "| |  | _| _||_||_ |_   ||_||_|",
            "|_|  ||_  _|  | _||_|  ||_| _|");

    /** Row and column of each segment in the drawing of a digit. */
    private static final int[][] PLACES = {{0, 1}, {1, 0}, {1, 2}, {1, 1}, {2, 0}, {2, 2}, {2, 1}};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void segmentsAreThoseOfTheDrawing(int digit) {
        assertEquals(drawn(digit), LedDigits.segments(digit));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, 1", "6, 8, 1", "9, 8, 1", "1, 7, 1", "5, 6, 1", "5, 9, 1", "3, 9, 1", "2, 5, 4", "1, 8, 5", "1, 6, 6",
        "4, 2, 5"
    })
    void digitsDifferInAsManySegmentsAsOneCounts(int one, int other, int segments) {
        assertEquals(segments, distance(LedDigits.segments(one), LedDigits.segments(other)));
    }

    @Test
    void bestAccuracyIsThatOfNamingTheNearestDigit() {
        double sum = 0;
        for (int pattern = 0; pattern < 128; pattern++) {
            int least = 7;
            for (int digit = 0; digit < 10; digit++) {
                least = Math.min(least, Integer.bitCount(pattern ^ bits(drawn(digit))));
            }
            sum += Math.pow(FLIP, least) * Math.pow(1 - FLIP, 7 - least);
        }
        assertEquals(sum / 10, LedDigits.bayesAccuracy(FLIP), ROUNDING);
    }

    @Test
    void bestAccuracyIsTheBooks() {
        assertEquals(
                0.74, LedDigits.bayesAccuracy(FLIP), 0.005, "an error rate of .26, Breiman et al. 1984, pages 43-49");
    }

    @Test
    void bestAccuracyWithoutFaultsIsOne() {
        assertEquals(1, LedDigits.bayesAccuracy(0), ROUNDING);
    }

    @Test
    void bestAccuracyOfPureNoiseIsChance() {
        assertEquals(0.1, LedDigits.bayesAccuracy(0.5), ROUNDING);
    }

    @Property
    void bestAccuracyIsThatOfTheInvertedDisplay(@ForAll @DoubleRange(min = 0, max = 1) double flip) {
        assertEquals(LedDigits.bayesAccuracy(flip), LedDigits.bayesAccuracy(1 - flip), ROUNDING);
    }

    @Property
    void moreFaultsNeverHelp(
            @ForAll @DoubleRange(min = 0, max = 0.5) double one,
            @ForAll @DoubleRange(min = 0, max = 0.5) double other) {
        double fewer = LedDigits.bayesAccuracy(Math.min(one, other));
        assertTrue(fewer >= LedDigits.bayesAccuracy(Math.max(one, other)) - ROUNDING);
    }

    @Test
    void theNearestDigitIsExpectedToBeAsGoodAsTheBest() {
        assertEquals(
                LedDigits.bayesAccuracy(FLIP),
                LedDigits.expectedAccuracy(FLIP, LedDigitsTest::nearestDigits),
                ROUNDING);
    }

    @Test
    void aConstantAnswerIsExpectedToBeRightOnceInTen() {
        double expected =
                LedDigits.expectedAccuracy(FLIP, x -> Tensor.full(x.shape().without(1), 4));
        assertEquals(0.1, expected, ROUNDING);
    }

    @Test
    void theExpectedAccuracyIsWhatManySamplesHave() {
        DataSet samples = LedDigits.sample(50_000, FLIP, new SplittableRandom(1));
        Tensor hits = Elementwise.zip(nearestDigits(samples.features()), samples.labels(), (a, b) -> a == b ? 1 : 0);
        // four standard errors of 50,000 samples
        assertEquals(LedDigits.bayesAccuracy(FLIP), Reductions.mean(hits).item(), 0.008);
    }

    @Test
    void samplesWithoutFaultsShowTheirDigits() {
        DataSet samples = LedDigits.sample(100, 0, new SplittableRandom(2));
        for (int i = 0; i < samples.size(); i++) {
            assertEquals(drawn((int) samples.labels().get(i)), row(samples, i));
        }
    }

    @Test
    void samplesWithNothingButFaultsShowTheOpposite() {
        DataSet samples = LedDigits.sample(100, 1, new SplittableRandom(3));
        for (int i = 0; i < samples.size(); i++) {
            assertEquals(7, distance(drawn((int) samples.labels().get(i)), row(samples, i)));
        }
    }

    @Test
    void everySegmentIsFlippedAsOftenAsSaid() {
        DataSet samples = LedDigits.sample(20_000, FLIP, new SplittableRandom(4));
        int[] flips = new int[7];
        for (int i = 0; i < samples.size(); i++) {
            Tensor digit = LedDigits.segments((int) samples.labels().get(i));
            for (int s = 0; s < 7; s++) {
                flips[s] += samples.features().get(i, s) == digit.get(s) ? 0 : 1;
            }
        }
        for (int count : flips) {
            // five standard errors: √(0.1 · 0.9 / 20,000) · 5
            assertEquals(FLIP, count / 20_000.0, 0.011);
        }
    }

    @Test
    void digitsAreEquallyLikely() {
        Tensor targets = LedDigits.sample(20_000, FLIP, new SplittableRandom(5)).targets();
        for (double share : Reductions.mean(targets, 0).toArray()) {
            assertEquals(0.1, share, 0.011);
        }
    }

    @Test
    void oneSeedAlwaysMakesTheSameSamples() {
        assertEquals(
                LedDigits.sample(50, FLIP, new SplittableRandom(6)),
                LedDigits.sample(50, FLIP, new SplittableRandom(6)));
    }

    @Test
    void classesAreNamedByTheirDigits() {
        DataSet samples = LedDigits.sample(1, FLIP, new SplittableRandom(7));
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), samples.classNames());
    }

    @Test
    void whatIsNoDigitIsRefused() {
        assertRefused("digit 10: must be 0 to 9", () -> LedDigits.segments(10));
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertRefused("flip probability 1.5: must be from 0 to 1", () -> LedDigits.bayesAccuracy(1.5));
        assertRefused(
                "flip probability NaN: must be from 0 to 1", () -> LedDigits.expectedAccuracy(Double.NaN, x -> x));
        assertRefused(
                "flip probability -0.1: must be from 0 to 1", () -> LedDigits.sample(1, -0.1, new SplittableRandom(8)));
    }

    @Test
    void noSamplesAtAllAreRefused() {
        assertRefused(
                "0 samples of LED digits: must be at least 1",
                () -> LedDigits.sample(0, FLIP, new SplittableRandom(9)));
    }

    private static Tensor drawn(int digit) {
        return Tensor.of(IntStream.range(0, 7)
                .mapToDouble(s -> DRAWING.get(PLACES[s][0]).charAt(3 * digit + PLACES[s][1]) == ' ' ? 0 : 1)
                .toArray());
    }

    private static int bits(Tensor segments) {
        return IntStream.range(0, 7).map(s -> (int) segments.get(s) << s).sum();
    }

    private static int distance(Tensor a, Tensor b) {
        return Integer.bitCount(bits(a) ^ bits(b));
    }

    private static Tensor row(DataSet samples, int i) {
        return Tensor.of(samples.rows(i).features().toArray());
    }

    private static Tensor nearestDigits(Tensor displays) {
        double[] nearest = new double[displays.shape().extent(0)];
        for (int i = 0; i < nearest.length; i++) {
            int least = 8;
            for (int digit = 0; digit < 10; digit++) {
                int flips = 0;
                for (int s = 0; s < 7; s++) {
                    flips += displays.get(i, s) == drawn(digit).get(s) ? 0 : 1;
                }
                nearest[i] = flips < least ? digit : nearest[i];
                least = Math.min(least, flips);
            }
        }
        return Tensor.of(nearest);
    }
}
