package io.github.gradtape.nn.onnx;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.FileAccess;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Pass;
import io.github.gradtape.nn.Residual;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;

/**
 * Writes a model of built-in layers in the <a href="https://onnx.ai/onnx/repo-docs/IR.html">ONNX</a> format, which onnxruntime and
 * others run, in any language.
 *
 * <pre>
 * input         x   [n, …], doubles: any number of samples
 * output        y   [n, …], doubles: what {@link Model#apply(Tensor)} makes of them
 * initializers      the parameters under their own names
 * </pre>
 *
 * <p>The file asks for version 13 of the operators of ONNX, of 2020, and computes in doubles, so that onnxruntime's outputs are the
 * model's but for roundings. Numbers that {@link io.github.gradtape.nn.Embedding} refuses are not refused there.
 */
public final class OnnxFile {

    /** A value of the graph by name, and what it is for one sample of zeros, which tells its shape. */
    private record Value(String name, Node sample) {}

    /** With a megabyte to spare for names and layers. */
    private static final long MOST_NUMBERS = (Integer.MAX_VALUE - (1L << 20)) / Double.BYTES;

    private OnnxFile() {}

    /**
     * Writes a model to a file, which appears whole or not at all; the same model always makes the same bytes.
     *
     * @param file the file
     * @param model the model
     * @param sample the shape of one sample, without the batch
     * @throws DataFileException if the file cannot be written; there is then what was there before
     * @throws IllegalArgumentException if the model does not take such samples, has a layer that is not built in, or has more
     *     parameters than the 2 GB of a protocol buffer hold
     */
    public static void write(Path file, Model model, Shape sample) throws DataFileException {
        byte[] bytes = message(model, sample).toByteArray();
        FileAccess.replace(file, out -> out.write(bytes));
    }

    static Protobuf message(Model model, Shape sample) {
        requireRoom(model.parameters().values().stream().mapToLong(Tensor::size).sum());
        Graph graph = new Graph();
        model.parameters().forEach(graph::parameter);
        Tensor zeros = Tensor.zeros(sample.inserting(0, 1));
        Shape output = model.apply(zeros).shape().without(0); // a layer that refuses its input is told with its place
        add(model.layer(), new Value(Graph.INPUT, Node.constant(zeros)), new Place(graph, ""), Pass.evaluating(model));
        return Proto.model(graph.message("network", sample, output));
    }

    static void requireRoom(long numbers) {
        if (numbers > MOST_NUMBERS) {
            throw new IllegalArgumentException("the model's parameters are " + numbers
                    + " numbers, but a file of ONNX, a protocol buffer of at most 2 GB, takes " + MOST_NUMBERS);
        }
    }

    private static Value add(Layer layer, Value x, Place place, Pass pass) {
        if (layer instanceof Sequential sequential) {
            Value y = x;
            for (int i = 0; i < sequential.layers().size(); i++) {
                y = add(sequential.layers().get(i), y, place.in(i), pass.in(Integer.toString(i)));
            }
            return y;
        }
        Node output = layer.apply(x.sample, pass);
        if (layer instanceof Residual residual) {
            Value y = add(residual.inner(), x, place, pass);
            return new Value(place.node("Add", x.name, y.name), output);
        }
        return new Value(Translation.write(layer, x.name, x.sample.shape(), place), output);
    }
}
