package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.conv2d;
import static io.github.gradtape.ops.Ops.maxPool2d;
import static io.github.gradtape.tape.Derivatives.vjp;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.gradcheck.Samples;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTest {

    private static final Tensor X = Tensor.of(new double[][][][] {{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}});

    @Test
    void theFilterIsNotTurnedRound() {
        Node weight = constant(Tensor.of(new double[][][][] {{{{1, 10}, {100, 1000}}}}));
        assertEquals(
                Tensor.of(new double[][][][] {{{{5421, 6532}, {8754, 9865}}}}),
                conv2d(constant(X), weight, 1, 0).value());
    }

    @Test
    void everyFilterSeesAllChannels() {
        Node x = constant(Tensor.of(new double[][][][] {{{{1, 2}}, {{3, 4}}}}));
        Node weight = constant(Tensor.of(new double[][][][] {{{{1}}, {{10}}}, {{{100}}, {{0}}}, {{{0}}, {{-1}}}}));
        assertEquals(
                Tensor.of(new double[][][][] {{{{31, 42}}, {{100, 200}}, {{-3, -4}}}}),
                conv2d(x, weight, 1, 0).value());
    }

    @Property
    void isTheSumOfTheDefinition(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int padding = random.nextInt(3);
        int stride = random.nextInt(1, 4);
        Tensor x = Tensor.normal(
                Shape.of(random.nextInt(3), random.nextInt(1, 4), random.nextInt(1, 7), random.nextInt(1, 7)),
                0,
                1,
                random);
        Tensor weight = Tensor.normal(
                Shape.of(
                        random.nextInt(1, 4),
                        x.shape().extent(1),
                        random.nextInt(1, x.shape().extent(2) + 2 * padding + 1),
                        random.nextInt(1, x.shape().extent(3) + 2 * padding + 1)),
                0,
                1,
                random);
        Tensor y = conv2d(constant(x), constant(weight), stride, padding).value();
        Tensor expected = convolution(x, weight, stride, padding);
        assertEquals(expected.shape(), y.shape());
        // up to some hundred products of a few units each, added in another order
        assertArrayEquals(expected.borrow(), y.borrow(), 1e-12);
    }

    private static Tensor convolution(Tensor x, Tensor weight, int stride, int padding) {
        int height = x.shape().extent(2);
        int width = x.shape().extent(3);
        int rows = Math.floorDiv(height + 2 * padding - weight.shape().extent(2), stride) + 1;
        int columns = Math.floorDiv(width + 2 * padding - weight.shape().extent(3), stride) + 1;
        Shape shape = Shape.of(x.shape().extent(0), weight.shape().extent(0), rows, columns);
        double[] y = new double[shape.size()];
        int at = 0;
        for (int n = 0; n < shape.extent(0); n++) {
            for (int o = 0; o < shape.extent(1); o++) {
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        y[at++] = product(x, n, i * stride - padding, j * stride - padding, weight, o);
                    }
                }
            }
        }
        return Tensor.adopt(shape, y);
    }

    private static double product(Tensor x, int n, int top, int left, Tensor weight, int o) {
        double sum = 0;
        for (int c = 0; c < weight.shape().extent(1); c++) {
            for (int k = 0; k < weight.shape().extent(2); k++) {
                for (int l = 0; l < weight.shape().extent(3); l++) {
                    int row = top + k;
                    int column = left + l;
                    boolean inside = row >= 0
                            && row < x.shape().extent(2)
                            && column >= 0
                            && column < x.shape().extent(3);
                    sum += inside ? x.get(n, c, row, column) * weight.get(o, c, k, l) : 0;
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 2"})
    void aConvolutionsGradientsKeepTheLaws(int stride, int padding) {
        RandomGenerator random = new SplittableRandom(1);
        Tensor x = Tensor.normal(Shape.of(2, 2, 4, 5), 0, 1, random);
        Tensor weight = Tensor.normal(Shape.of(3, 2, 2, 3), 0, 1, random);
        GradientCheck.ofMany(inputs -> conv2d(inputs.get(0), inputs.get(1), stride, padding))
                .require(x, weight);
    }

    @Test
    void poolingTakesTheLargestOfEachSquare() {
        Tensor x = Tensor.of(new double[][][][] {
            {{{1, 2, 7, 0}, {4, 3, 5, 6}}, {{-1, -2, -7, 0}, {-4, -3, -5, -6}}},
            {{{0, 0, 9, 8}, {1, 0, 8, 9}}, {{0, 0, 0, 0}, {0, 0, 0, 0}}}
        });
        assertEquals(
                Tensor.of(new double[][][][] {{{{4, 7}}, {{-1, 0}}}, {{{1, 9}}, {{0, 0}}}}),
                maxPool2d(constant(x), 2).value());
    }

    @Test
    void poolingIgnoresRowsAndColumnsLeftOver() {
        assertEquals(
                Tensor.of(new double[][][][] {{{{5}}}}),
                maxPool2d(constant(X), 2).value());
    }

    @Test
    void tiesInASquareShareTheCotangentEvenly() {
        Tensor x = Tensor.of(new double[][][][] {{{{2, 1, 3}, {2, 2, 0}}}});
        assertEquals(
                Tensor.of(new double[][][][] {{{{2, 0, 0}, {2, 2, 0}}}}),
                vjp(y -> maxPool2d(y, 2)).at(x, Tensor.of(new double[][][][] {{{{6}}}})));
    }

    @Test
    void poolingsGradientKeepsTheLaws() {
        Tensor x = Samples.distinct(Shape.of(2, 2, 5, 4), 0.1, new SplittableRandom(2));
        GradientCheck.of(y -> maxPool2d(y, 2)).require(x);
    }

    @Test
    void aNetworkOfBothHasSecondDerivatives() {
        RandomGenerator random = new SplittableRandom(3);
        Tensor x = Tensor.normal(Shape.of(1, 1, 6, 6), 0, 1, random);
        Tensor weight = Tensor.normal(Shape.of(2, 1, 3, 3), 0, 1, random);
        GradientCheck.ofMany(inputs -> maxPool2d(Ops.tanh(conv2d(inputs.get(0), inputs.get(1), 1, 0)), 2))
                .require(x, weight);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 1 3   | 1 1 2 2
            1 1 3 3 | 1 2 2
            1 2 3 3 | 4 3 2 2
            """)
    void imagesAndFiltersThatDoNotFitAreRefused(String images, String filters) {
        Node x = constant(Tensor.zeros(shape(images)));
        Node weight = constant(Tensor.zeros(shape(filters)));
        assertRefused(
                "conv2d of " + x.shape() + " and " + weight.shape() + ": must be images [n, c, h, w] and filters "
                        + "[out, c, kernelHeight, kernelWidth] of as many channels c",
                () -> conv2d(x, weight, 1, 0));
    }

    private static Shape shape(String extents) {
        return Shape.of(
                Arrays.stream(extents.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    @Test
    void aFilterThatDoesNotFitIsRefusedByTheWindows() {
        Node weight = constant(Tensor.zeros(Shape.of(1, 1, 4, 4)));
        assertRefused(
                "Unfold[kernelHeight=4, kernelWidth=4, stride=1, padding=0] of [[1, 1, 3, 3]]: "
                        + "windows of 4 × 4 do not fit into images of 3 × 3 with padding 0",
                () -> conv2d(constant(X), weight, 1, 0));
    }
}
