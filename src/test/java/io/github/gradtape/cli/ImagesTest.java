package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.nn.Conv2d;
import io.github.gradtape.nn.Flatten;
import io.github.gradtape.nn.Initialiser;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.ImageGrid;
import java.util.Collections;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            28,    28,   true
            256,  256,   true
            1,  65536,   true
            1,  65537,  false
            257,  256,  false
            """)
    void whatCanBeDrawnIsDrawn(int height, int width, boolean drawn) {
        Shape sample = Shape.of(height, width);
        assertEquals(drawn, Images.canBeDrawn(sample));
        assertEquals(drawn, Images.canBeDrawn(sample.inserting(0, 1)));
        if (drawn) {
            ImageGrid.of(Tensor.zeros(sample.inserting(0, 1)), Collections.nCopies(1, ""))
                    .svg();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            256, 400,  true
            257, 400, false
            256, 401, false
            """)
    void weightsOfUnitsAreImagesLikeTheSamples(int height, int units, boolean drawn) {
        Shape sample = Shape.of(height, 256);
        Layer network = new Sequential(new Flatten(), new Linear(sample.size(), units, Initialiser.ZEROS));
        assertEquals(drawn, firstWeight(network, sample).isPresent());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
              5,  20,  true
            256,   1,  true
            257,   1, false
              5,  21, false
            """)
    void filtersAreImagesOfTheirOwnSize(int kernel, int channels, boolean drawn) {
        assertEquals(
                drawn,
                firstWeight(new Conv2d(20, channels, kernel), Shape.of(1, 300, 300))
                        .isPresent());
    }

    private static Optional<Tensor> firstWeight(Layer network, Shape sample) {
        return Images.ofFirstWeight(Model.initial(network, new SplittableRandom(1)), sample);
    }
}
