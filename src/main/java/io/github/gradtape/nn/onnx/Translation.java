package io.github.gradtape.nn.onnx;

import static io.github.gradtape.nn.onnx.Proto.attribute;

import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Conv2d;
import io.github.gradtape.nn.Dropout;
import io.github.gradtape.nn.Embedding;
import io.github.gradtape.nn.Flatten;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.LayerNorm;
import io.github.gradtape.nn.LeakyRelu;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.MaxPool2d;
import io.github.gradtape.nn.Softmax;
import io.github.gradtape.nn.Standardise;
import io.github.gradtape.nn.Temper;
import io.github.gradtape.nn.Unflatten;
import io.github.gradtape.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Every built-in layer that is not made of others, as operators of ONNX.
 *
 * <p>All compute in doubles, with operators that onnxruntime 1.29 has for doubles. Conv, Erf and LeakyRelu are not among them: a
 * convolution is written as the sum over windows that it is, gelu with a {@link NormalTail}.
 */
final class Translation {

    /** Writes a layer's nodes and tells the name of its output. */
    @FunctionalInterface
    private interface Writer<L extends Layer> {
        /**
         * Writes the nodes.
         *
         * @param layer the layer
         * @param x the name of its input
         * @param shape the input's shape for a batch of one sample
         * @param place where the nodes go
         */
        String write(L layer, String x, Shape shape, Place place);
    }

    private static final Map<Class<? extends Layer>, Writer<Layer>> WRITERS = new HashMap<>();

    static {
        put(Activation.class, (layer, x, shape, place) -> activation(layer, x, place));
        put(Conv2d.class, Translation::conv2d);
        put(Dropout.class, (layer, x, shape, place) -> x);
        put(Embedding.class, (layer, x, shape, place) -> {
            String entries = place.node("Cast", x, attribute("to", Proto.INT64));
            return place.node("Gather", place.parameter("weight"), entries);
        });
        put(Flatten.class, (layer, x, shape, place) -> place.node("Flatten", x));
        put(LayerNorm.class, (layer, x, shape, place) -> layerNorm(x, place));
        put(LeakyRelu.class, (layer, x, shape, place) -> {
            String below = place.node("Mul", x, place.number("slope", layer.slope()));
            String isPositive = place.node("Greater", x, place.number("zero", 0.0));
            return place.node("Where", isPositive, x, below);
        });
        put(Linear.class, (layer, x, shape, place) -> linear(x, shape, place));
        put(MaxPool2d.class, (layer, x, shape, place) -> {
            long[] square = {layer.size(), layer.size()};
            return place.node("MaxPool", x, attribute("kernel_shape", square), attribute("strides", square));
        });
        put(Softmax.class, (layer, x, shape, place) -> place.node("Softmax", x, attribute("axis", -1)));
        put(Standardise.class, (layer, x, shape, place) -> {
            String centred = place.node("Sub", x, place.parameter("mean"));
            return place.node("Div", centred, place.parameter("deviation"));
        });
        put(Temper.class, (layer, x, shape, place) -> place.node("Mul", x, place.parameter(Temper.BETA)));
        put(Unflatten.class, (layer, x, shape, place) -> {
            // 0 stands for as many as the input has
            Shape batch = layer.sample().inserting(0, 0);
            return place.node("Reshape", x, place.integers("shape", longs(batch.extents())));
        });
    }

    private Translation() {}

    private static <L extends Layer> void put(Class<L> type, Writer<L> writer) {
        WRITERS.put(type, (layer, x, shape, place) -> writer.write(type.cast(layer), x, shape, place));
    }

    static String write(Layer layer, String x, Shape shape, Place place) {
        Writer<Layer> writer = WRITERS.get(layer.getClass());
        if (writer == null) {
            throw new IllegalArgumentException(
                    layer + " cannot be written as ONNX: " + layer.getClass().getName() + " is not a built-in layer");
        }
        return writer.write(layer, x, shape, place);
    }

    private static String activation(Activation activation, String x, Place place) {
        return switch (activation) {
            case LINEAR -> x;
            case SIGMOID -> place.node("Sigmoid", x);
            case TANH -> place.node("Tanh", x);
            case RELU -> place.node("Relu", x);
            case GELU -> gelu(x, place);
            case SILU -> {
                // Not x times its Sigmoid: of these onnxruntime makes one operator, which it lacks for doubles.
                String exp = place.node("Exp", place.node("Neg", x));
                yield place.node("Div", x, place.node("Add", exp, place.number("one", 1.0)));
            }
        };
    }

    /** x Φ(x) = max(0, x) − |x| (1 − Φ(|x|)). */
    private static String gelu(String x, Place place) {
        String size = place.node("Abs", x);
        String quotient =
                place.node("Div", place.number("eight", 8), place.node("Add", size, place.number("three", 3)));
        String u = place.node("Sub", quotient, place.number("shift", 5.0 / 3));
        String column = place.node("Unsqueeze", u, place.integers("last", -1));
        String powers = place.node("Pow", column, place.numbers("exponents", NormalTail.exponents()));
        String p = place.node(
                "Einsum",
                powers,
                place.numbers("coefficients", NormalTail.coefficients()),
                attribute("equation", "...k,k->..."));
        String half = place.node("Mul", place.node("Mul", x, x), place.number("minusHalf", -0.5));
        String tail = place.node("Mul", place.node("Exp", half), p);
        return place.node("Sub", place.node("Relu", x), place.node("Mul", size, tail));
    }

    private static String linear(String x, Shape shape, Place place) {
        String weight = place.parameter("weight");
        String bias = place.parameter("bias");
        if (shape.rank() == 2) {
            return place.node("Gemm", x, weight, bias, attribute("transB", 1));
        }
        // Not MatMul: of it and a number that multiplies it, as in Temper, onnxruntime makes one operator with that
        // number as a float.
        String products = place.node("Einsum", x, weight, attribute("equation", "...i,oi->...o"));
        return place.node("Add", products, bias);
    }

    private static String layerNorm(String x, Place place) {
        String shifted = place.node("Sub", x, mean(x, place));
        String centred = place.node("Sub", shifted, mean(shifted, place));
        String variance = mean(place.node("Mul", centred, centred), place);
        String deviation = place.node("Sqrt", place.node("Add", variance, place.number("epsilon", LayerNorm.EPSILON)));
        String scaled = place.node("Mul", place.node("Div", centred, deviation), place.parameter("weight"));
        return place.node("Add", scaled, place.parameter("bias"));
    }

    private static String mean(String x, Place place) {
        return place.node("ReduceMean", x, attribute("axes", new long[] {-1}));
    }

    /**
     * Gathers the rows, then the columns, of every window: of x[n, c, h, w] comes windows[n, c, h′, kernel, w′, kernel].
     */
    private static String conv2d(Conv2d layer, String x, Shape shape, Place place) {
        int padding = layer.padding();
        String padded = padding == 0
                ? x
                : place.node("Pad", x, place.integers("padding", 0, 0, padding, padding, 0, 0, padding, padding));
        String rows =
                place.node("Gather", padded, windows("rows", layer, shape.extent(2), place), attribute("axis", 2));
        String windows =
                place.node("Gather", rows, windows("columns", layer, shape.extent(3), place), attribute("axis", 4));
        String sums =
                place.node("Einsum", windows, place.parameter("weight"), attribute("equation", "ncyixj,ocij->noyx"));
        String bias = place.node("Reshape", place.parameter("bias"), place.integers("shape", -1, 1, 1));
        return place.node("Add", sums, bias);
    }

    /** Which numbers of an axis the windows along it see: a row for each. */
    private static String windows(String name, Conv2d layer, int extent, Place place) {
        int kernel = layer.kernel();
        int count = (extent + 2 * layer.padding() - kernel) / layer.stride() + 1;
        long[] seen = LongStream.range(0, (long) count * kernel)
                .map(i -> i / kernel * layer.stride() + i % kernel)
                .toArray();
        return place.integers(name, Shape.of(count, kernel), seen);
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
