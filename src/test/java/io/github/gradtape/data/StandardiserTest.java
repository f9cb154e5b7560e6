package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardiserTest {

    private static final DataSet TRAIN = samples(new double[][] {{1, 10, 7}, {3, 30, 7}, {1, 20, 7}, {3, 20, 7}});

    @Test
    void bringsFeaturesToMeanZeroAndDeviationOne() {
        double root = Math.sqrt(2); // deviations of the second column are −10, 10, 0, 0 and its variance is 50
        assertEquals(
                Tensor.of(new double[][] {{-1, -root, 0}, {1, root, 0}, {-1, 0, 0}, {1, 0, 0}})
                        .toString(),
                Standardiser.of(TRAIN).apply(TRAIN).features().toString());
    }

    @Test
    void takesOtherSamplesByTheTrainingStatistics() {
        DataSet test = samples(new double[][] {{2, 20, 7}, {4, 20, 9}});
        assertEquals(
                Tensor.of(new double[][] {{0, 0, 0}, {2, 0, 2}}),
                Standardiser.of(TRAIN).apply(test).features());
    }

    @Test
    void keepsLabelsAndName() {
        DataSet standardised = Standardiser.of(TRAIN).apply(TRAIN);
        assertEquals(TRAIN.labels(), standardised.labels());
        assertEquals(TRAIN.name(), standardised.name());
    }

    @Test
    void anotherNumberOfFeaturesIsRefused() {
        assertRefused(
                "data set plants has 1 features, the standardiser was made from 3",
                () -> Standardiser.of(TRAIN).apply(samples(new double[][] {{1}})));
    }

    private static DataSet samples(double[][] features) {
        return new DataSet("plants", Tensor.of(features), Tensor.of(new double[features.length]), List.of("a", "b"));
    }
}
