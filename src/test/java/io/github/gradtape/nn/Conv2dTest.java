package io.github.gradtape.nn;

import static io.github.gradtape.nn.Layers.numbers;
import static io.github.gradtape.nn.Layers.output;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv2dTest {

    /** The sum of its definition, over all channels and places of a filter. */
    private static Tensor naive(Conv2d layer, Tensor x, Tensor weight, Tensor bias) {
        int samples = x.shape().extent(0);
        int height = (x.shape().extent(2) + 2 * layer.padding() - layer.kernel()) / layer.stride() + 1;
        int width = (x.shape().extent(3) + 2 * layer.padding() - layer.kernel()) / layer.stride() + 1;
        double[] y = new double[samples * layer.outputs() * height * width];
        int at = 0;
        for (int n = 0; n < samples; n++) {
            for (int o = 0; o < layer.outputs(); o++) {
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        y[at] = bias.get(o);
                        for (int c = 0; c < layer.inputs(); c++) {
                            for (int k = 0; k < layer.kernel(); k++) {
                                for (int l = 0; l < layer.kernel(); l++) {
                                    int row = i * layer.stride() + k - layer.padding();
                                    int column = j * layer.stride() + l - layer.padding();
                                    y[at] += weight.get(o, c, k, l) * pixel(x, n, c, row, column);
                                }
                            }
                        }
                        at++;
                    }
                }
            }
        }
        return Tensor.of(Shape.of(samples, layer.outputs(), height, width), y);
    }

    private static double pixel(Tensor x, int n, int c, int row, int column) {
        boolean isInside = row >= 0
                && row < x.shape().extent(2)
                && column >= 0
                && column < x.shape().extent(3);
        return isInside ? x.get(n, c, row, column) : 0;
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 0", "3, 1, 1", "2, 2, 0", "2, 3, 1", "1, 1, 0", "3, 2, 2"})
    void isTheSumOfItsDefinition(int kernel, int stride, int padding) {
        Conv2d layer = new Conv2d(2, 3, kernel, stride, padding);
        Tensor x = numbers(2, 2, 5, 4);
        Tensor weight = Tensor.normal(Shape.of(3, 2, kernel, kernel), 0, 1, new SplittableRandom(1));
        Tensor bias = Tensor.of(10, 20, 30);
        Tensor expected = naive(layer, x, weight, bias);
        Tensor y = output(layer, x, weight, bias);
        assertEquals(expected.shape(), y.shape());
        // 18 products, whose sum is of the size of 30
        assertArrayEquals(expected.toArray(), y.toArray(), 18 * 64 * 0x1p-53);
    }

    @Test
    void hasTheParametersOfPyTorch() {
        Layers.assertParameters(new Conv2d(2, 3, 5), "weight [3, 2, 5, 5]", "bias [3]");
    }

    @Test
    void movesByOneAndPadsNothingUnlessToldOtherwise() {
        assertEquals(new Conv2d(2, 3, 5, 1, 0), new Conv2d(2, 3, 5));
    }

    @Test
    void hasTheGradientsOfItsFormula() {
        Layers.requireGradients(new Conv2d(2, 2, 2, 1, 1), numbers(2, 2, 3, 2));
    }

    @Test
    void anImageOfOtherChannelsIsRefused() {
        assertRefused(
                "conv2d of [1, 3, 4, 4] and [3, 2, 3, 3]: must be images [n, c, h, w] and filters"
                        + " [out, c, kernelHeight, kernelWidth] of as many channels c",
                () -> output(new Conv2d(2, 3, 3), numbers(1, 3, 4, 4)));
    }

    @Test
    void settingsOutsideAreRefused() {
        assertRefused("Conv2d: inputs must be at least 1, was 0", () -> new Conv2d(0, 1, 1));
        assertRefused("Conv2d: outputs must be at least 1, was 0", () -> new Conv2d(1, 0, 1));
        assertRefused("Conv2d: kernel must be at least 1, was 0", () -> new Conv2d(1, 1, 0));
        assertRefused("Conv2d: stride must be at least 1, was 0", () -> new Conv2d(1, 1, 1, 0, 0));
        assertRefused("Conv2d: padding must be from 0 to below the kernel 1, was -1", () -> new Conv2d(1, 1, 1, 1, -1));
        assertRefused("Conv2d: padding must be from 0 to below the kernel 3, was 3", () -> new Conv2d(1, 1, 3, 1, 3));
    }
}
