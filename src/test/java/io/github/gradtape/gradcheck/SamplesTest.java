package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private final RandomGenerator random = new SplittableRandom(20);

    @Test
    void shapesHaveEveryRankUpToFourAndEveryExtentUpToFour() {
        Shape[] shapes =
                IntStream.range(0, 300).mapToObj(i -> Samples.shape(random)).toArray(Shape[]::new);
        int[] ranks =
                Arrays.stream(shapes).mapToInt(Shape::rank).distinct().sorted().toArray();
        int[] extents = Arrays.stream(shapes)
                .flatMapToInt(shape -> IntStream.of(shape.extents()))
                .distinct()
                .sorted()
                .toArray();
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, ranks);
        assertArrayEquals(new int[] {1, 2, 3, 4}, extents);
    }

    @Test
    void shapesThatBroadcastToACommonOneLackAxesOrRepeatThem() {
        Shape common = Shape.of(2, 3, 4);
        int same = 0;
        int lower = 0;
        int repeated = 0;
        Set<Integer> ranks = new TreeSet<>();
        for (int i = 0; i < 600; i++) {
            Shape shape = Samples.broadcastingTo(common, random);
            assertEquals(common, shape.broadcast(common));
            ranks.add(shape.rank());
            same += shape.equals(common) ? 1 : 0;
            lower += shape.rank() < 3 ? 1 : 0;
            repeated += IntStream.of(shape.extents()).anyMatch(extent -> extent == 1) ? 1 : 0;
        }
        assertEquals(Set.of(0, 1, 2, 3), ranks);
        // one in four may lack axes, of 0 to 3; each axis that there is is repeated once in four
        assertEquals(600 * (1 - 3 / 16.0) * Math.pow(0.75, 3), same, 60);
        assertEquals(600 * 3 / 16.0, lower, 50);
        assertTrue(repeated > 200, repeated + " with repeated axes");
    }

    @Test
    void magnitudesSpreadEvenlyOverTheOrdersOfMagnitudeWithBothSigns() {
        double[] values = Samples.magnitudes(Shape.of(1000), 1e-6, 1e2, random).borrow();
        assertTrue(Arrays.stream(values).map(Math::abs).allMatch(x -> x >= 0.999e-6 && x <= 1.001e2));
        // a quarter of the orders of magnitude, and one sign in two
        assertEquals(
                250.0,
                (double) Arrays.stream(values).filter(x -> Math.abs(x) < 1e-4).count(),
                60);
        assertEquals(500.0, (double) Arrays.stream(values).filter(x -> x < 0).count(), 80);
    }

    @Test
    void distinctValuesAreAGapApartInRandomOrder() {
        double[] values = Samples.distinct(Shape.of(4, 5), 0.25, random).toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            double gap = sorted[i] - sorted[i - 1];
            assertTrue(gap >= 0.25 && gap < 0.75, "gap " + gap);
        }
        assertTrue(!Arrays.equals(values, sorted), "they came in order");
    }

    @Test
    void tiesAreEqualOrOneUlpApart() {
        double[] before = Tensor.uniform(Shape.of(900), -1, 1, random).toArray();
        double[] after = Samples.withTies(Tensor.of(before), random).toArray();
        Set<Double> originals = Arrays.stream(before).boxed().collect(Collectors.toSet());
        int equal = 0;
        int above = 0;
        int below = 0;
        for (int i = 0; i < after.length; i++) {
            if (after[i] != before[i]) {
                equal += originals.contains(after[i]) ? 1 : 0;
                above += originals.contains(Math.nextDown(after[i])) ? 1 : 0;
                below += originals.contains(Math.nextUp(after[i])) ? 1 : 0;
            }
        }
        // a third is replaced, half of that by another element, a quarter by what is above or below one
        assertEquals(150, equal, 45);
        assertEquals(75, above, 35);
        assertEquals(75, below, 35);
    }

    @Test
    void aSixthOfTheLogitsIsMaskedButNeverTheFirstOfARow() {
        Tensor masked = Samples.masked(Tensor.ones(Shape.of(300, 4)), 1, random);
        double[] firsts = Layout.slice(masked, 1, 0, 1).toArray();
        double[] others = Layout.slice(masked, 1, 1, 4).toArray();
        assertTrue(Arrays.stream(firsts).allMatch(z -> z == 1));
        assertTrue(Arrays.stream(others).allMatch(z -> z == 1 || z == Double.NEGATIVE_INFINITY));
        assertEquals(150.0, (double) Arrays.stream(others).filter(z -> z != 1).count(), 50);
        Tensor oneClass = Tensor.ones(Shape.of(300, 1));
        assertEquals(oneClass, Samples.masked(oneClass, 1, random));
    }

    @Test
    void targetsAreOfFiveKinds() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            kinds.merge(kind(Samples.targets(Shape.of(5, 6), 1, random)), 1, Integer::sum);
        }
        assertEquals(
                Set.of("of either sign", "one-hot", "probabilities", "unnormalised", "with zeros"), kinds.keySet());
        kinds.forEach((kind, count) -> assertEquals(100, count, 40, kind));
    }

    private static String kind(Tensor targets) {
        double[] t = targets.borrow();
        boolean sumToOne =
                Arrays.stream(Reductions.sum(targets, 1).borrow()).allMatch(sum -> Math.abs(sum - 1) < 1e-14);
        if (Arrays.stream(t).anyMatch(x -> x < 0)) {
            return "of either sign";
        }
        if (Arrays.stream(t).allMatch(x -> x == 0 || x == 1)) {
            return sumToOne ? "one-hot" : "zeros and ones";
        }
        if (sumToOne) {
            return "probabilities";
        }
        if (Arrays.stream(t).anyMatch(x -> x == 0)) {
            return "with zeros";
        }
        return Arrays.stream(t).anyMatch(x -> x > 2) ? "unnormalised" : "small";
    }

    @Test
    void aCotangentInEightIsZeroAndOneASingleOne() {
        int zeros = 0;
        int ones = 0;
        for (int i = 0; i < 800; i++) {
            double[] cotangent = Samples.cotangent(Shape.of(3, 2), random).borrow();
            double[] others = Arrays.stream(cotangent).filter(x -> x != 0).toArray();
            zeros += others.length == 0 ? 1 : 0;
            ones += Arrays.equals(others, new double[] {1}) ? 1 : 0;
            assertTrue(others.length <= 1 || others.length == cotangent.length, Arrays.toString(cotangent));
        }
        assertEquals(100, zeros, 40);
        assertEquals(100, ones, 40);
        assertEquals(Tensor.zeros(Shape.of(0)), Samples.cotangent(Shape.of(0), random));
    }

    @Test
    void adversarialNumbersAreThresholdsTheirNeighboursAndOfEveryOrderOfMagnitude() {
        double[] values = Samples.adversarial(Shape.of(20_000), random).borrow();
        assertTrue(Arrays.stream(values).allMatch(Double::isFinite));
        assertEquals(10_000.0, (double) Arrays.stream(values).filter(x -> x < 0).count(), 1000);
        for (double threshold :
                new double[] {Double.MIN_NORMAL, 0x1p-53, 1, 36.7368005696771, 709.782712893384, 0x1p53}) {
            for (int ulps = -2; ulps <= 2; ulps++) {
                double near = threshold + ulps * Math.ulp(threshold);
                assertTrue(Arrays.stream(values).anyMatch(x -> Math.abs(x) == near), () -> "without " + near);
            }
        }
        for (int exponent = -1000; exponent < 1000; exponent += 100) {
            double from = Math.scalb(1.0, exponent);
            double to = Math.scalb(1.0, exponent + 100);
            assertTrue(Arrays.stream(values).filter(x -> x >= from && x < to).count() > 100, () -> "from " + from);
        }
        assertTrue(Arrays.stream(values).map(Math::abs).anyMatch(x -> x > 0x1p-1060 && x < 0x1p-1030), "subnormal");
    }

    @Test
    void awayFromAKinkMovesWhatIsNearAndNothingElse() {
        Tensor moved = Samples.awayFrom(Tensor.of(1, 1.125, 0.875, 1.25, 3), 0.25, 1, 7);
        assertEquals(Tensor.of(1.25, 1.375, 0.625, 1.25, 3), moved);
    }
}
