package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    /** Images and windows that fit them; also empty images, and padding larger than a window. */
    private record Cut(Shape images, int kernelHeight, int kernelWidth, int stride, int padding) {

        static Cut draw(RandomGenerator random) {
            Shape images = Shape.of(random.nextInt(3), random.nextInt(3), random.nextInt(1, 7), random.nextInt(1, 7));
            int padding = random.nextInt(4);
            return new Cut(
                    images,
                    random.nextInt(1, images.extent(2) + 2 * padding + 1),
                    random.nextInt(1, images.extent(3) + 2 * padding + 1),
                    random.nextInt(1, 5),
                    padding);
        }

        Tensor unfold(Tensor x) {
            return Windows.unfold(x, kernelHeight, kernelWidth, stride, padding);
        }

        Tensor fold(Tensor windows) {
            return Windows.fold(windows, images.extent(2), images.extent(3), stride, padding);
        }

        Tensor drawImages(RandomGenerator random) {
            return Tensor.normal(images, 0, 1, random);
        }

        /** By the definition, one element at a time, from an image that really has zeros around it. */
        Tensor unfoldByDefinition(Tensor x) {
            Tensor padded = Layout.pad(Layout.pad(x, 2, padding, padding), 3, padding, padding);
            Shape shape = shapeByDefinition(padded);
            double[] out = new double[shape.size()];
            int o = 0;
            for (int n = 0; n < shape.extent(0); n++) {
                for (int i = 0; i < shape.extent(1); i++) {
                    for (int j = 0; j < shape.extent(2); j++) {
                        for (int c = 0; c < shape.extent(3); c++) {
                            for (int k = 0; k < kernelHeight; k++) {
                                for (int l = 0; l < kernelWidth; l++) {
                                    out[o++] = padded.get(n, c, i * stride + k, j * stride + l);
                                }
                            }
                        }
                    }
                }
            }
            return Tensor.adopt(shape, out);
        }

        private Shape shapeByDefinition(Tensor padded) {
            int rows = 0;
            while (rows * stride + kernelHeight <= padded.shape().extent(2)) {
                rows++;
            }
            int columns = 0;
            while (columns * stride + kernelWidth <= padded.shape().extent(3)) {
                columns++;
            }
            return Shape.of(images.extent(0), rows, columns, images.extent(1), kernelHeight, kernelWidth);
        }
    }

    private static final Tensor IMAGE = Tensor.of(new double[][][][] {{{{1, 2, 3}, {4, 5, 6}}}});

    @Test
    void aWindowMovesOverTheImageRowByRow() {
        Tensor windows = Windows.unfold(IMAGE, 2, 2, 1, 0);
        assertEquals(Tensor.of(Shape.of(1, 1, 2, 1, 2, 2), 1, 2, 4, 5, 2, 3, 5, 6), windows);
    }

    @Test
    void paddingIsZero() {
        Tensor windows = Windows.unfold(IMAGE, 2, 2, 2, 1);
        assertEquals(
                Tensor.of(
                        Shape.of(1, 2, 2, 1, 2, 2), //
                        0,
                        0,
                        0,
                        1, /**/
                        0,
                        0,
                        2,
                        3, //
                        0,
                        4,
                        0,
                        0, /**/
                        5,
                        6,
                        0,
                        0),
                windows);
    }

    @Test
    void theChannelsOfAWindowStandTogether() {
        Tensor x = Tensor.of(new double[][][][] {{{{1, 2}}, {{10, 20}}}, {{{3, 4}}, {{30, 40}}}});
        assertEquals(Tensor.of(Shape.of(2, 1, 2, 2, 1, 1), 1, 10, 2, 20, 3, 30, 4, 40), Windows.unfold(x, 1, 1, 1, 0));
    }

    @Test
    void overlappingWindowsAddUp() {
        Tensor windows = Tensor.of(Shape.of(1, 1, 2, 1, 2, 2), 1, 2, 3, 4, 10, 20, 30, 40);
        assertEquals(Tensor.of(new double[][][][] {{{{1, 12, 20}, {3, 34, 40}}}}), Windows.fold(windows, 2, 3, 1, 0));
    }

    @Test
    void whatIsInThePaddingIsLostAndWhatIsInNoWindowIsZero() {
        Tensor windows = Tensor.of(Shape.of(1, 1, 1, 1, 2, 2), 1, 2, 3, 4);
        assertEquals(Tensor.of(new double[][][][] {{{{4, 0}, {0, 0}}}}), Windows.fold(windows, 2, 2, 3, 1));
    }

    @Property
    void windowsAreThoseOfTheDefinition(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Cut cut = Cut.draw(random);
        Tensor x = cut.drawImages(random);
        assertEquals(cut.unfoldByDefinition(x), cut.unfold(x));
    }

    @Property
    void foldingIsTheTransposeOfUnfolding(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Cut cut = Cut.draw(random);
        Tensor x = cut.drawImages(random);
        Tensor windows = cut.unfold(x);
        Tensor w = Tensor.normal(windows.shape(), 0, 1, random);
        double expected = dot(windows, w);
        // both are sums of the same products, rounded in another order
        double tolerance = 0x1p-50 * (1 + windows.size());
        assertEquals(expected, dot(x, cut.fold(w)), tolerance * (1 + dot(absolute(windows), absolute(w))));
    }

    /** How many windows each value lies in, which is what unfolding and folding multiplies it by. */
    @Property
    void foldingWhatWasUnfoldedCountsTheWindows(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Cut cut = Cut.draw(random);
        Tensor x = Elementwise.map(cut.drawImages(random), Math::rint);
        Tensor counts = cut.fold(cut.unfold(Tensor.ones(x.shape())));
        assertEquals(
                Elementwise.zip(counts, x, (count, value) -> count * value + 0.0),
                cut.fold(cut.unfold(x)),
                "sums begin at 0, so that none is −0");
    }

    private static double dot(Tensor a, Tensor b) {
        return Reductions.sum(Elementwise.multiply(a, b)).item();
    }

    private static Tensor absolute(Tensor x) {
        return Elementwise.map(x, Math::abs);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 0", "1, 0, 1, 0", "1, 1, 0, 0", "1, 1, 1, -1"})
    void wrongSettingsAreRefused(int height, int width, int stride, int padding) {
        assertRefused(
                "windows of " + height + " × " + width + " with stride " + stride + " and padding " + padding
                        + ": height, width and stride must be at least 1, padding at least 0",
                () -> Windows.unfold(IMAGE, height, width, stride, padding));
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "1, 4"})
    void aWindowLargerThanTheImageIsRefused(int height, int width) {
        assertRefused(
                "windows of " + height + " × " + width + " do not fit into images of 2 × 3 with padding 0",
                () -> Windows.unfold(IMAGE, height, width, 1, 0));
    }

    @Test
    void aWindowAsLargeAsThePaddedImageFits() {
        assertEquals(
                Shape.of(1, 1, 1, 1, 4, 5), Windows.unfold(IMAGE, 4, 5, 1, 1).shape());
        assertThrows(IllegalArgumentException.class, () -> Windows.unfold(IMAGE, 5, 5, 1, 1));
    }

    @Test
    void paddingBeyondAllMeasureIsRefused() {
        assertRefused(
                "an extent of 2 with padding 1073741824 on both sides is more than 2147483647",
                () -> Windows.unfold(IMAGE, 1, 1, 1, 1 << 30));
    }

    @Test
    void otherRanksAreRefused() {
        assertRefused(
                "images must have the shape [n, c, h, w], [2, 3] has 2 axes",
                () -> Windows.unfold(Tensor.zeros(Shape.of(2, 3)), 1, 1, 1, 0));
        assertRefused(
                "windows must have the shape [n, rows, columns, c, kernelHeight, kernelWidth], "
                        + "[1, 1, 2, 3] has 4 axes",
                () -> Windows.fold(IMAGE, 2, 3, 1, 0));
    }

    @Test
    void anotherNumberOfWindowsIsRefused() {
        Tensor windows = Tensor.zeros(Shape.of(1, 2, 2, 3, 2, 2));
        assertRefused(
                "images of 4 × 3 with stride 1 and padding 0 are cut into windows of shape [1, 3, 2, 3, 2, 2], "
                        + "not [1, 2, 2, 3, 2, 2]",
                () -> Windows.fold(windows, 4, 3, 1, 0));
    }
}
