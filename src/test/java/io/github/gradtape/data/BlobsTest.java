package io.github.gradtape.data;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {

    private static final Tensor THREE = Tensor.of(new double[][] {{0, 0}, {5, 0}, {0, 5}});

    @Test
    void samplesWithoutDeviationAreTheirCentres() {
        DataSet samples = Blobs.sample(50, THREE, 0, new SplittableRandom(1));
        for (int i = 0; i < samples.size(); i++) {
            int label = (int) samples.labels().get(i);
            assertEquals(THREE.get(label, 0), samples.features().get(i, 0));
            assertEquals(THREE.get(label, 1), samples.features().get(i, 1));
        }
        assertEquals(List.of("0", "1", "2"), samples.classNames());
    }

    @Test
    void everyCentreIsAsLikelyAndEveryCoordinateDeviatesAsAskedFor() {
        DataSet samples = Blobs.sample(30_000, THREE, 2, new SplittableRandom(2));
        for (double share : Reductions.mean(samples.targets(), 0).toArray()) {
            assertEquals(1.0 / 3, share, 0.011, "four standard errors");
        }
        for (int k = 0; k < 2; k++) {
            int column = k;
            double variance = IntStream.range(0, samples.size())
                    .mapToDouble(i -> samples.features().get(i, column)
                            - THREE.get((int) samples.labels().get(i), column))
                    .map(deviation -> deviation * deviation)
                    .average()
                    .orElseThrow();
            assertEquals(4, variance, 0.14, "four standard errors, 4 · 4 √(2/30000)");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0.5", "2, 1, 0.8413447460685429", "1, 0.5, 0.8413447460685429", "6, 1, 0.9986501019683699"})
    void bestAccuracyOfTwoIsThatOfTablesOfTheNormalDistribution(double distance, double deviation, double accuracy) {
        assertEquals(accuracy, Blobs.bayesAccuracy(distance, deviation), 1e-15, "Abramowitz & Stegun, table 26.1");
    }

    @Test
    void theNearerCentreIsRightAsOftenAsTheBestAccuracySays() {
        Tensor centres = Tensor.of(new double[][] {{1, 2, 3}, {2, 4, 5}}); // 3 apart
        DataSet samples = Blobs.sample(40_000, centres, 2, new SplittableRandom(3));
        long right = IntStream.range(0, samples.size())
                .filter(i -> (distance(samples, i, centres, 1) < distance(samples, i, centres, 0) ? 1 : 0)
                        == samples.labels().get(i))
                .count();
        // four standard errors of 40,000 samples
        assertEquals(Blobs.bayesAccuracy(3, 2), (double) right / samples.size(), 0.0084);
    }

    @Test
    void oneSeedAlwaysMakesTheSameSamples() {
        assertEquals(
                Blobs.sample(20, THREE, 1, new SplittableRandom(4)),
                Blobs.sample(20, THREE, 1, new SplittableRandom(4)));
    }

    @Test
    void whatMakesNoBlobsIsRefused() {
        SplittableRandom random = new SplittableRandom(5);
        assertRefused("0 samples of blobs: must be at least 1", () -> Blobs.sample(0, THREE, 1, random));
        assertRefused(
                "noise of deviation -1.0: must be finite and not negative", () -> Blobs.sample(1, THREE, -1, random));
        assertRefused(
                "centres of shape [2]: must have shape [k, d] with k at least 2",
                () -> Blobs.sample(1, Tensor.of(1, 2), 1, random));
        assertRefused(
                "centres of shape [1, 2]: must have shape [k, d] with k at least 2",
                () -> Blobs.sample(1, Tensor.zeros(Shape.of(1, 2)), 1, random));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.POSITIVE_INFINITY, Double.NaN})
    void aDistanceThatIsNoneIsRefused(double distance) {
        assertRefused(
                "distance " + distance + ": must be finite and not negative", () -> Blobs.bayesAccuracy(distance, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, Double.POSITIVE_INFINITY, Double.NaN})
    void aDeviationThatIsNoneIsRefused(double deviation) {
        assertRefused(
                "deviation " + deviation + ": must be finite and positive", () -> Blobs.bayesAccuracy(1, deviation));
    }

    private static double distance(DataSet samples, int i, Tensor centres, int centre) {
        double sum = 0;
        for (int k = 0; k < samples.featureCount(); k++) {
            double difference = samples.features().get(i, k) - centres.get(centre, k);
            sum += difference * difference;
        }
        return sum;
    }
}
