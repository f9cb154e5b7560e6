package io.github.gradtape.viz;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A picture of a matrix, for example of a Jacobian: blue below 0, red above, and NaN and infinities as what they are.
 *
 * <p>Values are printed if all of them fit into their cells. A matrix of more than {@value #MOST_CELLS} rows or columns is drawn in
 * blocks, each with the colour of its element of the greatest size, or of a NaN if there is one.
 *
 * <pre>{@code
 * Tensor jacobian = jacobian(z -> softmax(z)).at(logits);
 * HeatMap.of(jacobian).withTitle("softmax").withAxes("output", "logit").svg();
 * }</pre>
 */
public final class HeatMap {

    /** The most cells that are drawn from top to bottom, and from left to right. */
    public static final int MOST_CELLS = 128;

    private static final int MOST_IN_TITLE = 100;
    private static final int MOST_IN_LABEL = 24;

    private final Matrix matrix;
    private final Words words;
    private final OptionalDouble range;
    private final Optional<Cell> mark;

    /** The texts beside the cells; no labels means the positions. */
    record Words(String title, String rows, String columns, List<String> rowLabels, List<String> columnLabels) {}

    record Cell(int row, int column) {}

    private HeatMap(Matrix matrix, Words words, OptionalDouble range, Optional<Cell> mark) {
        this.matrix = matrix;
        this.words = words;
        this.range = range;
        this.mark = mark;
    }

    /**
     * The heat map of a tensor, whose last axis runs from left to right and all others from top to bottom.
     *
     * @param tensor a matrix, or a tensor of any other rank
     * @return the heat map
     */
    public static HeatMap of(Tensor tensor) {
        return of(tensor, Math.max(0, tensor.rank() - 1));
    }

    /**
     * The heat map of a tensor, whose first axes run from top to bottom and the others from left to right: for the Jacobian of a
     * function whose output has k axes, the first k.
     *
     * @param tensor a tensor of any rank
     * @param rowAxes how many axes number the rows, from 0 to the tensor's rank
     * @return the heat map
     * @throws IllegalArgumentException if the tensor has not that many axes
     */
    public static HeatMap of(Tensor tensor, int rowAxes) {
        if (rowAxes < 0 || rowAxes > tensor.rank()) {
            throw new IllegalArgumentException("a heat map of shape " + tensor.shape() + " with " + rowAxes
                    + " axes as rows: allowed are 0 to " + tensor.rank());
        }
        Words words = new Words("", "row", "column", List.of(), List.of());
        return new HeatMap(new Matrix(tensor, rowAxes), words, OptionalDouble.empty(), Optional.empty());
    }

    /**
     * This heat map with a title above.
     *
     * @param title the title
     * @return a new heat map
     */
    public HeatMap withTitle(String title) {
        String line = Text.shortened(Text.line(title), MOST_IN_TITLE);
        return with(new Words(line, words.rows, words.columns, words.rowLabels, words.columnLabels));
    }

    /**
     * This heat map with words for what rows and columns are, in place of just that.
     *
     * @param rows what one row is, for example {@code output}
     * @param columns what one column is, for example {@code input}
     * @return a new heat map
     */
    public HeatMap withAxes(String rows, String columns) {
        return with(new Words(words.title, label(rows), label(columns), words.rowLabels, words.columnLabels));
    }

    /**
     * This heat map with a label for every row and column in place of their positions.
     *
     * @param rows as many as there are rows, from the top, or none for the positions
     * @param columns as many as there are columns, from the left, or none for the positions
     * @return a new heat map
     * @throws IllegalArgumentException if their number is another one
     */
    public HeatMap withLabels(List<String> rows, List<String> columns) {
        requireOneEach("row", rows, matrix.rows());
        requireOneEach("column", columns, matrix.columns());
        return with(new Words(words.title, words.rows, words.columns, labels(rows), labels(columns)));
    }

    private static void requireOneEach(String what, List<String> labels, int count) {
        if (!labels.isEmpty() && labels.size() != count) {
            throw new IllegalArgumentException(
                    labels.size() + " labels for " + count + " " + what + "s: give one for each, or none");
        }
    }

    private static List<String> labels(List<String> labels) {
        return labels.stream().map(HeatMap::label).toList();
    }

    private static String label(String text) {
        return Text.shortened(Text.line(text), MOST_IN_LABEL);
    }

    private HeatMap with(Words changed) {
        return new HeatMap(matrix, changed, range, mark);
    }

    /**
     * This heat map with colours that reach their full strength at a given size, in place of that of the greatest element: so that
     * several heat maps can be compared.
     *
     * @param limit the size, finite and above 0
     * @return a new heat map
     * @throws IllegalArgumentException if the size is anything else
     */
    public HeatMap withRange(double limit) {
        if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the range of a heat map must be finite and above 0, was " + limit);
        }
        return new HeatMap(matrix, words, OptionalDouble.of(limit), mark);
    }

    /**
     * This heat map with a frame around one element, and its value below.
     *
     * @param row the row of the element, counted from 0
     * @param column its column, counted from 0
     * @return a new heat map
     * @throws IllegalArgumentException if there is no such element
     */
    public HeatMap withMark(int row, int column) {
        if (row < 0 || row >= matrix.rows() || column < 0 || column >= matrix.columns()) {
            throw new IllegalArgumentException("there is no row " + row + " and column " + column
                    + " to mark in a heat map of " + matrix.rows() + " rows and " + matrix.columns() + " columns");
        }
        return new HeatMap(matrix, words, range, Optional.of(new Cell(row, column)));
    }

    /**
     * The heat map as a picture.
     *
     * @return the text of an {@code .svg} file, or of an element of an HTML page
     */
    public String svg() {
        return new HeatMapSvg(matrix, words, range.orElse(matrix.greatest()), mark).drawn();
    }
}
