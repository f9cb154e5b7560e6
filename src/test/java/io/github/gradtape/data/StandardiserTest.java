package io.github.gradtape.data;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StandardiserTest {

    private static final Tensor TRAIN = Tensor.of(new double[][] {{1, 10, 7}, {3, 30, 7}, {1, 20, 7}, {3, 20, 7}});

    @Test
    void bringsFeaturesToMeanZeroAndDeviationOne() {
        double root = Math.sqrt(2); // deviations of the second column are −10, 10, 0, 0 and its variance is 50
        assertEquals(
                Tensor.of(new double[][] {{-1, -root, 0}, {1, root, 0}, {-1, 0, 0}, {1, 0, 0}})
                        .toString(),
                Standardiser.of(TRAIN).apply(TRAIN).toString());
    }

    @Test
    void takesOtherSamplesByTheTrainingStatistics() {
        Tensor test = Tensor.of(new double[][] {{2, 20, 7}, {4, 20, 9}});
        assertEquals(
                Tensor.of(new double[][] {{0, 0, 0}, {2, 0, 2}}),
                Standardiser.of(TRAIN).apply(test));
    }

    @Test
    void aFeatureThatDoesNotVaryIsNotDividedByTheRoundingOfItsMean() {
        double[][] tenths = new double[10][1];
        Arrays.fill(tenths, new double[] {0.1}); // ten of them, added and divided by ten, are not 0.1
        assertEquals(Tensor.of(1), Standardiser.of(Tensor.of(tenths)).deviation());
    }

    @Test
    void aFeatureThatVariesByRoundingAloneDoesNotVary() {
        Standardiser standardiser = Standardiser.of(Tensor.of(new double[][] {{0.3}, {0.1 + 0.2}, {0.3}}));
        assertEquals(Tensor.of(1), standardiser.deviation());
        assertEquals(
                0.01, standardiser.apply(Tensor.of(new double[][] {{0.31}})).item(), 1e-15);
    }

    @Property
    void whatIsRoundingIsSeenOnEveryScale(
            @ForAll @DoubleRange(min = 1, max = 2, maxIncluded = false) double most,
            @ForAll @IntRange(min = -400, max = 400) int exponent,
            @ForAll boolean isNegative) {
        double scale = Math.scalb(isNegative ? -1.0 : 1.0, exponent);
        double ulp = 0x1p-52;
        Assume.that(most - 9 * ulp >= 1);
        for (int ulps = 0; ulps < 10; ulps++) {
            double[][] features = {{most * scale}, {(most - ulps * ulp) * scale}};
            double deviation = Standardiser.of(Tensor.of(features)).deviation().item();
            assertEquals(ulps <= 8, deviation == 1, ulps + " ulps: " + deviation);
        }
    }

    @Test
    void aFeatureThatDoesNotVaryIsBroughtToZeroHoweverManySamples() {
        double[][] equal = new double[10_000][1];
        Arrays.fill(equal, new double[] {1.7e18 / 3}); // their sum is off by some 50,000 for each
        assertEquals(
                Tensor.zeros(Shape.of(10_000, 1)),
                Standardiser.of(Tensor.of(equal)).apply(Tensor.of(equal)));
    }

    /** Counted from the least of them, their sum would be large, and its rounding with it. */
    @Test
    void theMeanOfManyFeaturesAroundZeroKeepsItsDigits() {
        Tensor features = Tensor.normal(Shape.of(10_000, 1), 0, 1, new SplittableRandom(1));
        BigDecimal sum =
                DoubleStream.of(features.borrow()).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(
                sum.doubleValue() / 10_000, Standardiser.of(features).mean().item(), Math.ulp(1.0));
    }

    @Test
    void theDeviationIsThatOfTheDistancesFromTheMean() {
        // 1, 2 and 4 have the mean 7/3, which is rounded, and the variance 14/9
        for (double offset : new double[] {0, 1e9, 0x1p40, 1e15}) {
            double[][] features = {{offset + 1}, {offset + 2}, {offset + 4}};
            double deviation = Standardiser.of(Tensor.of(features)).deviation().item();
            assertEquals(Math.sqrt(14 / 9.0), deviation, 4 * Math.ulp(1.0), "offset " + offset);
        }
    }

    @Property
    void theDeviationIsHadOnEveryScaleThoughItsSquareIsNot(@ForAll @IntRange(min = -1020, max = 1020) int exponent) {
        double scale = Math.scalb(1.0, exponent);
        double[][] features = {{0}, {2 * scale}, {0}, {2 * scale}};
        assertEquals(Tensor.of(scale), Standardiser.of(Tensor.of(features)).deviation());
    }

    @Test
    void samplesMayBeOfAnyShape() {
        Tensor images = Tensor.of(new double[][][] {{{1, 10}, {5, 0}}, {{3, 30}, {5, 8}}});
        assertEquals(
                Tensor.of(new double[][][] {{{-1, -1}, {0, -1}}, {{1, 1}, {0, 1}}}),
                Standardiser.of(images).apply(images));
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        Standardiser standardiser = Standardiser.of(TRAIN);
        assertRefused(
                "features of shape [1, 1] are not samples of shape [3], which the standardiser was made from",
                () -> standardiser.apply(Tensor.of(new double[][] {{1}})));
        assertRefused(
                "features of shape [] are not samples of shape [3], which the standardiser was made from",
                () -> standardiser.apply(Tensor.scalar(1)));
    }

    @Test
    void statisticsThatDoNotFitAreRefused() {
        assertRefused(
                "standardiser: mean of shape [2] and deviation of shape [1] must have one shape",
                () -> new Standardiser(Tensor.of(1, 2), Tensor.of(1)));
        assertRefused(
                "standardiser: deviation 0.0 at [1] must be positive and finite",
                () -> new Standardiser(Tensor.of(1, 2), Tensor.of(1, 0)));
    }

    @Test
    void noSamplesAreRefused() {
        for (Tensor none : List.of(Tensor.scalar(1), Tensor.zeros(Shape.of(0, 3)))) {
            assertRefused(
                    "standardiser: features of shape " + none.shape()
                            + " must be of samples along axis 0, at least one",
                    () -> Standardiser.of(none));
        }
    }

    @Test
    void aFeatureThatIsMissingIsRefusedWithItsSample() {
        Tensor features = Tensor.of(new double[][] {{1, 2}, {3, Double.NaN}});
        assertRefused("standardiser: feature NaN at [1, 1] must be finite", () -> Standardiser.of(features));
    }

    @Test
    void featuresMayBeAsFarApartAsNumbersAre() {
        double most = Double.MAX_VALUE;
        assertEquals(new Standardiser(Tensor.of(0), Tensor.of(most)), Standardiser.of(Tensor.of(new double[][] {
            {most}, {-most}
        })));
    }

    @Test
    void aSumThatIsNotFiniteIsRefused() {
        Tensor features = Tensor.of(new double[][] {{1, 1e308}, {1, 1e308}});
        assertRefused("standardiser: mean Infinity at [1] must be finite", () -> Standardiser.of(features));
    }

    @Test
    void statisticsThatAreNotFiniteAreRefused() {
        assertRefused(
                "standardiser: mean NaN at [1] must be finite",
                () -> new Standardiser(Tensor.of(0, Double.NaN), Tensor.of(Double.POSITIVE_INFINITY, 1)));
        assertRefused(
                "standardiser: deviation Infinity at [0] must be positive and finite",
                () -> new Standardiser(Tensor.of(0), Tensor.of(Double.POSITIVE_INFINITY)));
    }
}
