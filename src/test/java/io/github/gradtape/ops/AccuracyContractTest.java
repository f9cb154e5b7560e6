package io.github.gradtape.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.AdversarialLogits;
import io.github.gradtape.cli.HighPrecision;
import io.github.gradtape.ops.AccuracyLaw.Row;
import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of docs/numerics.md, law by law, on rows made to break it; and faulty kernels, which do. */
class AccuracyContractTest {

    private static final double SPREAD = 690;
    private static final int MANY = 10_000;
    private static final int TRIALS = 300;

    /** Of an entry of a softmax: the worst of many rows is 1.96 u, and 2.6 u if a correction of 1/T is left out. */
    private static final double SEEN = 2.3;

    @Property(tries = 2000)
    void everyLawHoldsOnAdversarialRows(@ForAll AccuracyLaw law, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        assertHolds(law, new Row(AdversarialLogits.row(random.nextInt(1, 11), SPREAD, random)), random);
    }

    @Property(tries = 20)
    void everyLawHoldsOnHundredsOfClasses(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Row row = new Row(AdversarialLogits.row(random.nextInt(100, 400), SPREAD, random));
        for (AccuracyLaw law : AccuracyLaw.values()) {
            assertHolds(law, row, random);
        }
    }

    @Property(tries = 5)
    void everyLawHoldsOnTenThousandClasses(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Row row = new Row(manyClasses(random));
        for (AccuracyLaw law : AccuracyLaw.values()) {
            assertHolds(law, row, random);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GRADIENT", "SOFTMAX"})
    void lessIsSeenThanIsProven(AccuracyLaw law) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1000; i++) {
            Row row = new Row(AdversarialLogits.row(random.nextInt(2, 11), SPREAD, random));
            double error = law.error(Numerics.TRUE, row, random);
            assertTrue(error <= SEEN, () -> error + " u for logits " + Arrays.toString(row.z));
        }
    }

    /** Fifty different logits, many times over. */
    private static double[] manyClasses(RandomGenerator random) {
        double[] some = random.doubles(50, -4, 4).toArray();
        return random.ints(MANY, 0, some.length).mapToDouble(k -> some[k]).toArray();
    }

    private static void assertHolds(AccuracyLaw law, Row row, RandomGenerator random) {
        double error = law.error(Numerics.TRUE, row, random);
        assertTrue(
                error <= law.allowed(),
                () -> law + ": " + error + " u of " + law.allowed() + " for logits " + Arrays.toString(row.z));
    }

    @ParameterizedTest
    @ValueSource(doubles = {36.7, 690})
    void everyLawHoldsAroundTheMarginsWhereFormulasBreak(double margin) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TRIALS; i++) {
            Row row = new Row(around(margin, random));
            for (AccuracyLaw law : AccuracyLaw.values()) {
                assertHolds(law, row, random);
            }
        }
    }

    private static double[] around(double margin, RandomGenerator random) {
        double top = random.nextDouble(-margin, margin);
        double[] row = random.doubles(random.nextInt(2, 6), 0.999 * margin, 1.001 * margin)
                .map(gap -> top - gap)
                .toArray();
        row[random.nextInt(row.length)] = top;
        return row;
    }

    /**
     * The target's entry is the difference P s − (1 − s), with P = 2 λ lse, the others are the sum s (1 + P): each is held to what it is
     * made of, and lse to the two of which it is the sum itself.
     */
    @Property(tries = 500)
    void aZLossCostsOfTheGradientWhatCancels(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Row row = new Row(AdversarialLogits.row(random.nextInt(1, 11), SPREAD, random));
        int label = random.nextInt(row.z.length);
        double lambda = Math.exp(random.nextDouble(-40, 0));
        double[] gradient = Numerics.TRUE.gradient(
                row.z, Tensor.scalar(label), LossOptions.none().withZLoss(lambda));
        double[] oneHot = new double[row.z.length];
        oneHot[label] = 1;
        BigDecimal[] withoutIt = row.exact.gradient(oneHot);
        BigDecimal twice = new BigDecimal(2 * lambda);
        for (int k = 0; k < row.z.length; k++) {
            BigDecimal pull = twice.multiply(row.exact.probability(k));
            BigDecimal exact = withoutIt[k].add(pull.multiply(row.exact.logSumExp()));
            BigDecimal scale = withoutIt[k].abs().add(pull.multiply(row.exact.logSumExpScale()));
            double error = HighPrecision.errorInUnits(gradient[k], exact, scale);
            assertTrue(error <= 10, () -> error + " u for λ = " + lambda + ", logits " + Arrays.toString(row.z));
        }
    }

    /** From a spread of 708 on, exponentials are subnormal: each is off by a step of 2⁻¹⁰⁷⁴, a sum of them by one for each. */
    @ParameterizedTest
    @ValueSource(doubles = {700, 708.4, 709.78, 745, 1500})
    void beyondTheContractErrorsAreStepsOfTheSmallestNumber(double margin) {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < TRIALS; i++) {
            Row row = new Row(around(margin, random));
            int classes = row.z.length;
            int label = random.nextInt(classes);
            double[] oneHot = new double[classes];
            oneHot[label] = 1;
            Tensor index = Tensor.scalar(label);
            assertWithinSteps(classes, Numerics.TRUE.loss(row.z, index), row.exact.loss(oneHot));
            double[] gradient = Numerics.TRUE.gradient(row.z, index, LossOptions.none());
            BigDecimal[] exactGradient = row.exact.gradient(oneHot);
            double[] softmax = Numerics.TRUE.softmax(row.z);
            double[] logSoftmax = Numerics.TRUE.logSoftmax(row.z);
            for (int k = 0; k < classes; k++) {
                assertWithinSteps(k == label ? classes : 2, gradient[k], exactGradient[k]);
                assertWithinSteps(2, softmax[k], row.exact.probability(k));
                assertWithinSteps(classes, logSoftmax[k], row.exact.logProbability(k));
            }
            assertHolds(AccuracyLaw.LOG_SUM_EXP, row, random);
        }
    }

    private static void assertWithinSteps(int steps, double actual, BigDecimal exact) {
        BigDecimal slack = new BigDecimal(Double.MIN_VALUE).multiply(new BigDecimal(steps));
        BigDecimal error = new BigDecimal(actual).subtract(exact).abs().subtract(slack);
        assertTrue(
                error.signum() <= 0 || HighPrecision.errorInUnits(0, error, exact.abs()) <= 4,
                () -> actual + " instead of " + exact.doubleValue());
    }

    @Test
    void aCommonOffsetThatLeavesOnlyEighthsChangesNothing() {
        double[] near = {0, -0.125, -3, -36.75, -689.875};
        double[] far = Arrays.stream(near).map(z -> z + 1e15).toArray();
        assertEquals(Tensor.of(Numerics.TRUE.softmax(near)), Tensor.of(Numerics.TRUE.softmax(far)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyFaultIsCaught(NumericalFault fault) {
        assertTrue(Arrays.stream(AccuracyLaw.values()).anyMatch(law -> breaks(fault, law)), () -> fault + " passed");
    }

    @ParameterizedTest
    @EnumSource
    void everyLawCatchesSomeFault(AccuracyLaw law) {
        assertTrue(
                Arrays.stream(NumericalFault.values()).anyMatch(fault -> breaks(fault, law)),
                () -> law + " let every fault pass");
    }

    @ParameterizedTest
    @EnumSource
    void aKernelWithoutFaultIsNotCaught(AccuracyLaw law) {
        assertTrue(!breaks(NumericalFault.NONE, law));
    }

    private static boolean breaks(NumericalFault fault, AccuracyLaw law) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < TRIALS; i++) {
            Row row = new Row(AdversarialLogits.row(random.nextInt(1, 11), SPREAD, random));
            if (!law.holds(fault, row, random)) {
                return true;
            }
        }
        return !law.holds(fault, new Row(manyClasses(random)), random);
    }
}
