package io.github.gradtape.nn;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The table of a model's layers: what each makes of one sample, and how many numbers it has learned. */
final class Summary {

    /** A line of the table, for a layer that is not made of others. */
    private record Row(String name, String layer, String output, int parameters) {}

    private final Model model;
    private final List<Row> rows = new ArrayList<>();

    Summary(Model model) {
        this.model = model;
    }

    String of(Shape sample) {
        Node x = Node.constant(Tensor.zeros(sample.inserting(0, 1)));
        rows.add(new Row("", "input", batchOf(x), 0));
        add(model.layer(), x, Pass.evaluating(model));
        int total = model.parameters().values().stream().mapToInt(Tensor::size).sum();
        rows.add(new Row("", "total", "", total));
        String columns = "%-" + width("", Row::name) + "s  %-" + width("layer", Row::layer) + "s  %-"
                + width("output", Row::output) + "s  %";
        StringBuilder table = new StringBuilder();
        append(table, columns + "10s", "", "layer", "output", "parameters");
        rows.forEach(row -> append(table, columns + ",10d", row.name, row.layer, row.output, row.parameters));
        return table.toString();
    }

    private Node add(Layer layer, Node x, Pass pass) {
        if (layer instanceof Sequential sequential) {
            Node y = x;
            for (int i = 0; i < sequential.layers().size(); i++) {
                y = add(sequential.layers().get(i), y, pass.in(Integer.toString(i)));
            }
            return y;
        }
        Node y = pass.place().isEmpty() ? layer.apply(x, pass) : Sequential.placed(layer, x, pass);
        int parameters = layer.parameters().stream()
                .mapToInt(parameter -> parameter.shape().size())
                .sum();
        rows.add(new Row(pass.place(), layer.toString(), batchOf(y), parameters));
        return y;
    }

    /** The shape with n for the number of samples. */
    private static String batchOf(Node x) {
        String samples = x.shape().with(0, 1).toString();
        return samples.replaceFirst("1", "n");
    }

    private int width(String head, Function<Row, String> cell) {
        return rows.stream().map(cell).mapToInt(String::length).reduce(Math.max(head.length(), 1), Math::max);
    }

    private static void append(StringBuilder table, String format, Object... cells) {
        table.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
    }
}
