package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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
        int lower = 0;
        int repeated = 0;
        for (int i = 0; i < 300; i++) {
            Shape shape = Samples.broadcastingTo(common, random);
            assertEquals(common, shape.broadcast(common));
            lower += shape.rank() < 3 ? 1 : 0;
            repeated += IntStream.of(shape.extents()).anyMatch(extent -> extent == 1) ? 1 : 0;
        }
        assertTrue(lower > 30 && repeated > 100, lower + " of lower rank, " + repeated + " with repeated axes");
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
        double[] values = Samples.withTies(Tensor.uniform(Shape.of(100), -1, 1, random), random)
                .toArray();
        Arrays.sort(values);
        int equal = 0;
        int neighbours = 0;
        for (int i = 1; i < values.length; i++) {
            equal += values[i] == values[i - 1] ? 1 : 0;
            neighbours += values[i] == Math.nextUp(values[i - 1]) ? 1 : 0;
        }
        assertTrue(equal >= 5 && neighbours >= 5, equal + " equal, " + neighbours + " one ulp apart");
    }

    @Test
    void awayFromAKinkMovesWhatIsNearAndNothingElse() {
        Tensor moved = Samples.awayFrom(Tensor.of(1, 1.125, 0.875, 1.25, 3), 0.25, 1, 7);
        assertEquals(Tensor.of(1.25, 1.375, 0.625, 1.25, 3), moved);
    }
}
