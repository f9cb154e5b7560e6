package io.github.gradtape.data;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.DataSet.Split;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DataSetTest {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final DataSet THREE =
            new DataSet("three", Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}), Tensor.of(0, 2, 1), NAMES);

    /** Two samples of shape [2, 3]. */
    private static final DataSet IMAGES = new DataSet(
            "images",
            Tensor.of(Shape.of(2, 2, 3), IntStream.range(0, 12).asDoubleStream().toArray()),
            Tensor.of(0, 1),
            NAMES);

    @Test
    void knowsItsCounts() {
        assertEquals(3, THREE.size());
        assertEquals(2, THREE.featureCount());
        assertEquals(3, THREE.classCount());
    }

    @Test
    void aSampleMayHaveAnyShape() {
        assertEquals(Shape.of(2), THREE.sampleShape());
        assertEquals(Shape.of(2, 3), IMAGES.sampleShape());
        assertEquals(6, IMAGES.featureCount());
    }

    @Test
    void rowsKeepTheShapeOfASample() {
        assertEquals(
                Tensor.of(new double[][][] {{{6, 7, 8}, {9, 10, 11}}}),
                IMAGES.rows(1).features());
    }

    @Test
    void targetsAreOneAtTheClass() {
        assertEquals(Tensor.of(new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}), THREE.targets());
    }

    @Test
    void rowsComeInTheOrderAskedFor() {
        DataSet rows = THREE.rows(2, 0, 2);
        assertEquals(Tensor.of(new double[][] {{5, 6}, {1, 2}, {5, 6}}), rows.features());
        assertEquals(Tensor.of(1, 0, 1), rows.labels());
        assertEquals(NAMES, rows.classNames());
    }

    @Test
    void otherFeaturesKeepTheLabels() {
        DataSet other = THREE.withFeatures(Tensor.of(new double[][] {{7}, {8}, {9}}));
        assertEquals(1, other.featureCount());
        assertEquals(THREE.labels(), other.labels());
    }

    @Test
    void samplesOfTwoFilesGetTheSameNumbersByNames() {
        DataSet other = THREE.withClassNames(List.of("c", "z", "a", "b"));
        assertEquals(Tensor.of(2, 0, 3), other.labels());
        assertEquals(List.of("c", "z", "a", "b"), other.classNames());
        assertEquals(THREE.features(), other.features());
    }

    @Test
    void namesWithoutAClassOfTheSamplesAreRefused() {
        assertRefused(
                "data set three: its class \"b\" must be one of [c, a]", () -> THREE.withClassNames(List.of("c", "a")));
    }

    @Test
    void classesWithoutANameOfTheirOwnAreRefused() {
        Tensor features = Tensor.zeros(Shape.of(1, 1));
        assertRefused(
                "data set x: its classes [a, a] must be at least one, each with another name",
                () -> new DataSet("x", features, Tensor.of(0), List.of("a", "a")));
        assertRefused(
                "data set x: its classes [] must be at least one, each with another name",
                () -> new DataSet("x", features, Tensor.of(0), List.of()));
    }

    @Test
    void aShareThatLeavesAPartEmptyIsRefused() {
        assertRefused(
                "a test share of 0.1 of 3 samples: must leave at least one in each part, was 0 in the test part",
                () -> THREE.split(0.1, new SplittableRandom(1)));
        assertRefused(
                "a test share of 0.9 of 3 samples: must leave at least one in each part, was 3 in the test part",
                () -> THREE.stratifiedSplit(0.9, new SplittableRandom(1)));
    }

    @Test
    void isNotChangedThroughTheNamesItWasMadeFrom() {
        String[] names = {"a", "b"};
        DataSet samples = new DataSet("x", Tensor.zeros(Shape.of(1, 1)), Tensor.of(0), Arrays.asList(names));
        names[0] = "z";
        assertEquals(List.of("a", "b"), samples.classNames());
    }

    @Property(tries = 50)
    void batchesHoldEverySampleOnce(
            @ForAll @IntRange(min = 1, max = 40) int samples,
            @ForAll @IntRange(min = 1, max = 50) int batchSize,
            @ForAll long seed) {
        List<DataSet> batches = numbered(new int[samples]).batches(batchSize, new SplittableRandom(seed));
        double[] seen = sorted(batches.toArray(new DataSet[0]));
        assertArrayEquals(IntStream.range(0, samples).asDoubleStream().toArray(), seen);
        assertTrue(batches.stream().limit(batches.size() - 1L).allMatch(batch -> batch.size() == batchSize));
        assertTrue(batches.get(batches.size() - 1).size() <= batchSize);
    }

    @Test
    void aBatchIsTheSameEachTimeItIsAskedFor() {
        List<DataSet> batches = numbered(new int[20]).batches(6, new SplittableRandom(1));
        assertEquals(batches.get(1), batches.get(1));
    }

    @Test
    void batchesAreShuffled() {
        SplittableRandom random = new SplittableRandom(2);
        DataSet samples = numbered(new int[20]);
        assertNotEquals(
                samples.batches(20, random).get(0), samples.batches(20, random).get(0));
    }

    @Test
    void everyOrderOccurs() {
        Set<Tensor> orders = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            orders.add(THREE.batches(3, new SplittableRandom(seed)).get(0).features());
        }
        assertEquals(6, orders.size());
    }

    @Property(tries = 100)
    void aSplitSharesOutEveryClass(
            @ForAll @Size(min = 4, max = 60) List<@IntRange(max = 2) Integer> labels,
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double share,
            @ForAll long seed) {
        DataSet samples = numbered(labels.stream().mapToInt(label -> label).toArray());
        Split split = samples.stratifiedSplit(share, new SplittableRandom(seed));

        assertEquals(Math.round(samples.size() * share), split.test().size());
        assertArrayEquals(
                samples.features().toArray(), sorted(split.train(), split.test()), "every sample is in just one part");
        for (int label = 0; label < 3; label++) {
            assertEquals(
                    count(samples, label) * share, (double) count(split.test(), label), 1, "samples of class " + label);
        }
    }

    @Property(tries = 100)
    void aSplitRoundsTheLargestRemaindersUp(
            @ForAll @Size(min = 4, max = 60) List<@IntRange(max = 2) Integer> labels,
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double share,
            @ForAll long seed) {
        DataSet samples = numbered(labels.stream().mapToInt(label -> label).toArray());
        Split split = samples.stratifiedSplit(share, new SplittableRandom(seed));
        double largestDown = 0;
        double smallestUp = 1;
        for (int label = 0; label < 3; label++) {
            double exact = count(samples, label) * share;
            double remainder = exact - Math.floor(exact);
            if (count(split.test(), label) > exact) {
                smallestUp = Math.min(smallestUp, remainder);
            } else {
                largestDown = Math.max(largestDown, remainder);
            }
        }
        assertTrue(largestDown <= smallestUp, largestDown + " was rounded down, " + smallestUp + " up");
    }

    @Test
    void aSplitIsRandomButRepeatable() {
        DataSet samples = numbered(new int[30]);
        assertEquals(
                samples.stratifiedSplit(0.2, new SplittableRandom(3)),
                samples.stratifiedSplit(0.2, new SplittableRandom(3)));
        assertNotEquals(
                samples.stratifiedSplit(0.2, new SplittableRandom(3)),
                samples.stratifiedSplit(0.2, new SplittableRandom(4)));
    }

    @Property(tries = 50)
    void aPlainSplitHoldsEverySampleOnceAndIsOfTheShareAskedFor(
            @ForAll @IntRange(min = 4, max = 60) int size,
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double share,
            @ForAll long seed) {
        DataSet samples = numbered(new int[size]);
        Split split = samples.split(share, new SplittableRandom(seed));
        assertEquals(Math.round(size * share), split.test().size());
        assertArrayEquals(samples.features().toArray(), sorted(split.train(), split.test()));
    }

    @Test
    void aPlainSplitIsRandomButRepeatable() {
        DataSet samples = numbered(new int[30]);
        assertEquals(samples.split(0.2, new SplittableRandom(3)), samples.split(0.2, new SplittableRandom(3)));
        assertNotEquals(samples.split(0.2, new SplittableRandom(3)), samples.split(0.2, new SplittableRandom(4)));
    }

    @Property(tries = 100)
    void foldsShareOutEveryClass(
            @ForAll @Size(min = 5, max = 60) List<@IntRange(max = 2) Integer> labels,
            @ForAll @IntRange(min = 2, max = 5) int folds,
            @ForAll long seed) {
        DataSet samples = numbered(labels.stream().mapToInt(label -> label).toArray());
        List<Split> splits = samples.stratifiedFolds(folds, new SplittableRandom(seed));

        assertEquals(folds, splits.size());
        assertArrayEquals(
                samples.features().toArray(),
                sorted(splits.stream().map(Split::test).toArray(DataSet[]::new)),
                "every sample is held out once");
        double share = 1.0 / folds;
        for (Split split : splits) {
            assertArrayEquals(samples.features().toArray(), sorted(split.train(), split.test()));
            assertTrue(Math.abs(samples.size() * share - split.test().size()) < 1, "folds are of one size");
            for (int label = 0; label < 3; label++) {
                assertTrue(Math.abs(count(samples, label) * share - count(split.test(), label)) < 1, "class " + label);
            }
        }
    }

    @Test
    void foldsAreRandomButRepeatable() {
        DataSet samples = numbered(new int[30]);
        assertEquals(
                samples.stratifiedFolds(3, new SplittableRandom(3)),
                samples.stratifiedFolds(3, new SplittableRandom(3)));
        assertNotEquals(
                samples.stratifiedFolds(3, new SplittableRandom(3)),
                samples.stratifiedFolds(3, new SplittableRandom(4)));
    }

    @Test
    void foldsThatThereCannotBeAreRefused() {
        assertRefused(
                "1 folds of data set three: must be from 2 to its 3 samples",
                () -> THREE.stratifiedFolds(1, new SplittableRandom(7)));
        assertRefused(
                "4 folds of data set three: must be from 2 to its 3 samples",
                () -> THREE.stratifiedFolds(4, new SplittableRandom(7)));
    }

    @Test
    void aBatchThatThereIsNotIsRefused() {
        List<DataSet> batches = THREE.batches(2, new SplittableRandom(8));
        assertThrows(IndexOutOfBoundsException.class, () -> batches.get(2));
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertRefused(
                "data set x: features of shape [3] and labels of shape [3] must have shapes [n, ...] and [n]",
                () -> new DataSet("x", Tensor.of(1, 2, 3), Tensor.of(0, 0, 0), NAMES));
        assertRefused(
                "data set x: features of shape [2, 1] and labels of shape [3] must have shapes [n, ...] and [n]",
                () -> new DataSet("x", Tensor.zeros(Shape.of(2, 1)), Tensor.of(0, 0, 0), NAMES));
        assertRefused(
                "data set x: features of shape [2, 1] and labels of shape [2, 1] must have shapes [n, ...] and [n]",
                () -> new DataSet("x", Tensor.zeros(Shape.of(2, 1)), Tensor.zeros(Shape.of(2, 1)), NAMES));
    }

    @Test
    void aLabelThatIsNoClassIsRefused() {
        Tensor features = Tensor.zeros(Shape.of(2, 1));
        assertRefused(
                "data set x: label 3.0 of sample 1 must be a whole number from 0 to 2",
                () -> new DataSet("x", features, Tensor.of(0, 3), NAMES));
        assertRefused(
                "data set x: label 0.5 of sample 0 must be a whole number from 0 to 2",
                () -> new DataSet("x", features, Tensor.of(0.5, 0), NAMES));
        assertRefused(
                "data set x: label NaN of sample 0 must be a whole number from 0 to 2",
                () -> new DataSet("x", features, Tensor.of(Double.NaN, 0), NAMES));
    }

    @Test
    void noSamplesAtAllAreRefused() {
        assertRefused("data set three: must have at least one sample", () -> THREE.rows());
    }

    @Test
    void aSampleThatThereIsNotIsRefused() {
        assertRefused(
                "rows of [3, 2]: position 3 at [0] is outside, as there are 3 rows, counted from 0",
                () -> THREE.rows(3));
    }

    @Test
    void emptyBatchesAreRefused() {
        assertRefused("a batch of 0 samples: must have at least 1", () -> THREE.batches(0, new SplittableRandom(5)));
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        assertRefused(
                "a test share of 0.0: must be between 0 and 1",
                () -> THREE.stratifiedSplit(0, new SplittableRandom(6)));
        assertRefused(
                "a test share of 1.0: must be between 0 and 1",
                () -> THREE.stratifiedSplit(1, new SplittableRandom(6)));
        assertRefused(
                "a test share of NaN: must be between 0 and 1",
                () -> THREE.stratifiedSplit(Double.NaN, new SplittableRandom(6)));
    }

    /** Samples whose one feature is their number. */
    private static DataSet numbered(int... labels) {
        double[] numbers = IntStream.range(0, labels.length).asDoubleStream().toArray();
        return new DataSet(
                "numbered",
                Tensor.of(Shape.of(labels.length, 1), numbers),
                Tensor.of(IntStream.of(labels).asDoubleStream().toArray()),
                NAMES);
    }

    /** The features of several data sets, in ascending order. */
    private static double[] sorted(DataSet... parts) {
        return Arrays.stream(parts)
                .flatMapToDouble(part -> DoubleStream.of(part.features().toArray()))
                .sorted()
                .toArray();
    }

    private static long count(DataSet samples, int label) {
        return DoubleStream.of(samples.labels().toArray())
                .filter(l -> l == label)
                .count();
    }
}
