package io.github.gradtape.viz;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Plot.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A picture of what a classifier makes of a plane: at each place the colour of the most probable class, the stronger the more probable it
 * is, and samples on top, each in the colour and shape of its own class.
 *
 * <pre>{@code
 * DecisionMap.of(points, labels, List.of("inner", "outer"), x -> softmax(model.apply(Node.constant(x)), 1).value()).svg();
 * }</pre>
 */
public final class DecisionMap {

    /** The most classes that can be told apart. */
    public static final int MOST_CLASSES = 8;

    private static final int CELLS = 80;
    private static final double BEYOND_POINTS = 0.08;
    private static final int STEPS = 8;
    private static final double FAINTEST = 0.1;
    private static final double STRONGEST = 0.6;
    private static final int MOST_POINTS = 500;
    private static final int MOST_Y_TICKS = 6;
    private static final int MOST_IN_NAME = 24;

    private final Tensor points;
    private final int[] labels;
    private final List<String> names;
    private final UnaryOperator<Tensor> probabilities;
    private final Words words;

    private DecisionMap(
            Tensor points, int[] labels, List<String> names, UnaryOperator<Tensor> probabilities, Words words) {
        this.points = points;
        this.labels = labels;
        this.names = names;
        this.probabilities = probabilities;
        this.words = words;
    }

    /**
     * The picture of a classifier around some samples.
     *
     * @param points the samples, of shape [n, 2]; of more than 500, evenly chosen ones are drawn
     * @param labels their classes, n whole numbers from 0 on
     * @param names a name for each class
     * @param probabilities the classifier: from points of shape [m, 2] to the probabilities of their classes, [m, classes]
     * @return the picture
     * @throws IllegalArgumentException if the shapes do not fit, there is no sample, a coordinate is not finite, there are no classes or
     *     more than {@value #MOST_CLASSES}, or a label is none of theirs
     */
    public static DecisionMap of(
            Tensor points, Tensor labels, List<String> names, UnaryOperator<Tensor> probabilities) {
        int count = labels.rank() == 1 ? labels.size() : 0;
        if (count == 0 || !points.shape().equals(Shape.of(count, 2))) {
            throw new IllegalArgumentException("a decision map of points " + points.shape() + " and labels "
                    + labels.shape() + ": must be [n, 2] and [n], at least one");
        }
        if (names.isEmpty() || names.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "a decision map of " + names.size() + " classes: must be 1 to " + MOST_CLASSES);
        }
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            double label = labels.get(i);
            classes[i] = (int) label;
            if (classes[i] != label || classes[i] < 0 || classes[i] >= names.size()) {
                throw new IllegalArgumentException("the label of point " + i + " must be a whole number from 0 to "
                        + (names.size() - 1) + ", was " + label);
            }
            if (!Double.isFinite(points.get(i, 0)) || !Double.isFinite(points.get(i, 1))) {
                throw new IllegalArgumentException(
                        "point " + i + " must be finite, was [" + points.get(i, 0) + ", " + points.get(i, 1) + "]");
            }
        }
        List<String> shown = names.stream()
                .map(name -> Text.shortened(Text.line(name), MOST_IN_NAME))
                .toList();
        return new DecisionMap(points, classes, shown, probabilities, new Words("", "", ""));
    }

    /**
     * This picture with a title above.
     *
     * @param title the title
     * @return a new picture
     */
    public DecisionMap withTitle(String title) {
        return with(new Words(Text.line(title), words.x(), words.y()));
    }

    /**
     * This picture with words for the two coordinates.
     *
     * @param x what runs from left to right
     * @param y what runs from bottom to top
     * @return a new picture
     */
    public DecisionMap withAxes(String x, String y) {
        return with(new Words(words.title(), Text.line(x), Text.line(y)));
    }

    private DecisionMap with(Words changed) {
        return new DecisionMap(points, labels, names, probabilities, changed);
    }

    /**
     * The picture; the classifier is asked once, about a grid of 80 × 80 points.
     *
     * @return the text of an {@code .svg} file, or of an element of an HTML page
     * @throws IllegalArgumentException if the classifier's answer has another shape than [6400, classes], or is NaN somewhere
     */
    public String svg() {
        int step = (labels.length + MOST_POINTS - 1) / MOST_POINTS;
        List<String> notes = step == 1 ? List.of() : List.of("1 of every " + step + " points is drawn");
        List<Plot.Key> legend = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            legend.add(new Plot.Key(names.get(k), sample(Swatch.of(k))));
        }
        Plot plot = new Plot(words, legend, notes, mostTicks -> scale(0, mostTicks), scale(1, MOST_Y_TICKS), 0);
        Svg svg = plot.begun(Text.named("Decision map", words.title()) + ": "
                + ShortNumber.count(labels.length) + " points of " + names.size() + " classes: "
                + String.join(", ", names));
        drawCells(plot, svg);
        plot.drawFrame(svg);
        drawPoints(plot, step, svg);
        return svg.finished();
    }

    private Scale scale(int coordinate, int mostTicks) {
        DoubleSummaryStatistics all = IntStream.range(0, labels.length)
                .mapToDouble(i -> points.get(i, coordinate))
                .summaryStatistics();
        double margin = BEYOND_POINTS * (all.getMax() / 2 - all.getMin() / 2) * 2;
        return Scale.exact(all.getMin() - margin, all.getMax() + margin, mostTicks, 0);
    }

    private static Plot.Sample sample(Swatch swatch) {
        return (left, middle, svg) -> {
            svg.add(
                    "<rect x='%s' y='%s' width='%s' height='12' fill='%s'/>",
                    left, middle - 6, Plot.SAMPLE, swatch.shade(STRONGEST));
            drawShapes(Svg.filled("M%s %s", left + Plot.SAMPLE / 2, middle) + swatch.shape, swatch, svg);
        };
    }

    private static void drawShapes(String path, Swatch swatch, Svg svg) {
        svg.add("<path d='%s' fill='%s' stroke='%s' stroke-width='0.4'/>", path, swatch.colour, Svg.INK);
    }

    private void drawCells(Plot plot, Svg svg) {
        String[] colours = colours(plot.x, plot.y);
        double width = (plot.right - plot.left) / CELLS;
        double height = (plot.bottom - plot.top) / CELLS;
        svg.add("<g shape-rendering='crispEdges'>");
        for (int row = 0; row < CELLS; row++) {
            String[] ofRow = Arrays.copyOfRange(colours, row * CELLS, (row + 1) * CELLS);
            svg.cells(plot.left, plot.bottom - (row + 1) * height, width, height, ofRow);
        }
        svg.add("</g>");
    }

    /** The colour of each cell by what the classifier says of its middle, from the left, row by row from the bottom. */
    private String[] colours(Scale x, Scale y) {
        double[] grid = new double[2 * CELLS * CELLS];
        for (int i = 0; i < CELLS * CELLS; i++) {
            grid[2 * i] = middle(x, i % CELLS);
            grid[2 * i + 1] = middle(y, i / CELLS);
        }
        Tensor answer = probabilities.apply(Tensor.of(Shape.of(CELLS * CELLS, 2), grid));
        Shape wanted = Shape.of(CELLS * CELLS, names.size());
        if (!answer.shape().equals(wanted)) {
            throw new IllegalArgumentException(
                    "the classifier of a decision map must answer with probabilities of shape " + wanted
                            + ", answered with " + answer.shape());
        }
        return IntStream.range(0, CELLS * CELLS)
                .mapToObj(i -> colour(Arrays.copyOfRange(answer.borrow(), i * names.size(), (i + 1) * names.size())))
                .toArray(String[]::new);
    }

    private static double middle(Scale scale, int cell) {
        double share = (cell + 0.5) / CELLS;
        return scale.low() * (1 - share) + scale.high() * share;
    }

    private static String colour(double... probabilities) {
        int best = 0;
        for (int k = 0; k < probabilities.length; k++) {
            if (Double.isNaN(probabilities[k])) {
                throw new IllegalArgumentException("the classifier of a decision map answered with NaN");
            }
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        double chance = 1.0 / probabilities.length;
        double certainty = probabilities.length == 1 ? 1 : (probabilities[best] - chance) / (1 - chance);
        double step = Math.rint(Math.max(0, Math.min(1, certainty)) * STEPS) / STEPS;
        return Swatch.of(best).shade(FAINTEST + step * (STRONGEST - FAINTEST));
    }

    private void drawPoints(Plot plot, int step, Svg svg) {
        for (int k = 0; k < names.size(); k++) {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < labels.length; i += step) {
                if (labels[i] == k) {
                    path.append(Svg.filled("M%s %s", plot.x(points.get(i, 0)), plot.y(points.get(i, 1))));
                    path.append(Swatch.of(k).shape);
                }
            }
            drawShapes(path.toString(), Swatch.of(k), svg);
        }
    }
}
