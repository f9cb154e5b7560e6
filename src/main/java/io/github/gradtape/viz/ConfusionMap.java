package io.github.gradtape.viz;

import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture of a confusion matrix: how many samples of each class were taken for each class.
 *
 * <p>Rows are the true classes, columns the predicted ones. What was classified right is blue, what was not is red, the darker the larger
 * its share of the samples of its true class. A count that has no room in its cell is not written.
 */
public final class ConfusionMap {

    /** The most classes that are drawn. */
    public static final int MOST_CLASSES = 64;

    private static final double TITLE_FONT = 13;
    private static final double LINE = 16;
    private static final double MARGIN = 10;
    private static final double SPACE = 6;
    private static final double WIDTH_OF_CELLS = 320;
    private static final double LEAST_CELL = 14;
    private static final double MOST_CELL = 44;

    /** The most that cells are widened, one and all together, for the longest count. */
    private static final double MOST_WIDENED = 30;

    private static final double MOST_WIDENED_IN_A_ROW = 900;

    private static final List<String> LEGEND = List.of("blue: right, red: wrong", "darker: a larger share of its row");
    private static final int MOST_IN_NAME = 16;
    private static final int MOST_IN_TITLE = 48;
    private static final int DIGITS = 15;

    private final Tensor counts;
    private final List<String> names;
    private final String title;

    /** Of each true class. */
    private final double[] samples;

    private final double cell;
    private final double widestName;

    private ConfusionMap(Tensor counts, List<String> names, String title) {
        this.counts = counts;
        this.names = names;
        this.title = title;
        this.samples = Reductions.sum(counts, 1).borrow();
        double usual = Math.max(LEAST_CELL, Math.min(MOST_CELL, Math.floor(WIDTH_OF_CELLS / names.size())));
        double most = Math.min(MOST_WIDENED, Math.floor(MOST_WIDENED_IN_A_ROW / names.size()));
        double widest = Arrays.stream(counts.borrow())
                .map(count -> Text.width(written(count), Svg.FONT) + 2)
                .filter(width -> width <= most)
                .max()
                .orElse(0);
        this.cell = Math.max(usual, Math.ceil(widest));
        this.widestName = Text.widest(names);
    }

    /**
     * The picture of a confusion matrix.
     *
     * @param counts a square matrix of whole numbers: row i, column j counts samples of class i that were taken for j
     * @param names a name for each class
     * @return the picture
     * @throws IllegalArgumentException if the matrix is not square, has no class or more than {@value #MOST_CLASSES}, a count is no
     *     whole number from 0 on, or there are not as many names as classes
     */
    public static ConfusionMap of(Tensor counts, List<String> names) {
        int classes = counts.rank() == 2 ? counts.shape().extent(0) : 0;
        if (classes == 0 || counts.shape().extent(1) != classes) {
            throw new IllegalArgumentException(
                    "a confusion matrix of shape " + counts.shape() + ": must be [classes, classes], at least one");
        }
        if (classes > MOST_CLASSES) {
            throw new IllegalArgumentException("a confusion matrix of " + classes + " classes: no more than "
                    + MOST_CLASSES + " are drawn; HeatMap draws more");
        }
        if (names.size() != classes) {
            throw new IllegalArgumentException(names.size() + " names for " + classes + " classes: give one for each");
        }
        for (int i = 0; i < counts.size(); i++) {
            double count = counts.borrow()[i];
            if (!(count >= 0 && count < Double.POSITIVE_INFINITY && count == Math.rint(count))) {
                throw new IllegalArgumentException("the count of row " + i / classes + ", column " + i % classes
                        + " must be a whole number from 0 on, was " + count);
            }
        }
        List<String> labels = names.stream()
                .map(name -> Text.shortened(Text.line(name), MOST_IN_NAME))
                .toList();
        return new ConfusionMap(counts, labels, "");
    }

    /**
     * This picture with a title above.
     *
     * @param line the title
     * @return a new picture
     */
    public ConfusionMap withTitle(String line) {
        return new ConfusionMap(counts, names, Text.shortened(Text.line(line), MOST_IN_TITLE));
    }

    /**
     * The picture.
     *
     * @return the text of an {@code .svg} file, or of an element of an HTML page
     */
    public String svg() {
        boolean upright = widestName + SPACE > cell;
        double left = MARGIN + LINE + widestName + SPACE;
        double top = MARGIN + (title.isEmpty() ? 0 : 1.25 * LINE) + LINE + (upright ? widestName : LINE) + 2 * SPACE;
        double side = Math.max(names.size() * cell, Text.width("predicted", Svg.FONT));
        double wide = Math.max(Text.widest(LEGEND), Text.width(title, TITLE_FONT));
        double width = Math.max(left + side, MARGIN + wide) + MARGIN;
        double legend = top + side + SPACE;
        Svg svg = new Svg(width, legend + LEGEND.size() * LINE + MARGIN, description());
        svg.heading(MARGIN, MARGIN + LINE / 2, TITLE_FONT, title);
        double above = top - SPACE - (upright ? widestName : LINE) - SPACE - LINE / 2;
        svg.text(left + side / 2, above, "middle", Svg.INK, "predicted");
        svg.turned(MARGIN + LINE / 2, top + side / 2, "middle", Svg.INK, "true");
        drawNames(left, top, upright, svg);
        drawCells(left, top, svg);
        for (int i = 0; i < LEGEND.size(); i++) {
            svg.text(MARGIN, legend + (i + 0.5) * LINE, "start", Svg.FAINT_INK, LEGEND.get(i));
        }
        return svg.finished();
    }

    private void drawNames(double left, double top, boolean upright, Svg svg) {
        double above = top - SPACE;
        for (int i = 0; i < names.size(); i++) {
            double middle = (i + 0.5) * cell;
            svg.text(left - SPACE, top + middle, "end", Svg.FAINT_INK, names.get(i));
            if (upright) {
                svg.turned(left + middle, above, "start", Svg.FAINT_INK, names.get(i));
            } else {
                svg.text(left + middle, above - LINE / 2, "middle", Svg.FAINT_INK, names.get(i));
            }
        }
    }

    private String description() {
        double right = IntStream.range(0, names.size())
                .mapToDouble(i -> counts.get(i, i))
                .sum();
        double all = Arrays.stream(samples).sum();
        return Text.named("Confusion matrix", title) + ": " + told(right) + " of " + told(all) + " samples in "
                + names.size() + " classes classified right";
    }

    private static String told(double count) {
        return ShortNumber.fixed(count, 0).length() <= DIGITS ? ShortNumber.count(count) : ShortNumber.of(count, 3);
    }

    private static String written(double count) {
        return ShortNumber.fixed(count, 0).length() <= DIGITS ? ShortNumber.fixed(count, 0) : ShortNumber.of(count, 3);
    }

    private void drawCells(double left, double top, Svg svg) {
        svg.add("<g stroke='white'>");
        for (int row = 0; row < names.size(); row++) {
            for (int column = 0; column < names.size(); column++) {
                svg.add(
                        "<rect x='%s' y='%s' width='%s' height='%s' fill='%s'><title>%s</title></rect>",
                        left + column * cell, top + row * cell, cell, cell, colour(row, column), told(row, column));
            }
        }
        svg.add("</g>");
        for (int i = 0; i < counts.size(); i++) {
            int row = i / names.size();
            int column = i % names.size();
            String count = written(counts.get(row, column));
            if (counts.get(row, column) > 0 && Text.width(count, Svg.FONT) <= cell - 2) {
                svg.text(
                        left + (column + 0.5) * cell,
                        top + (row + 0.5) * cell,
                        "middle",
                        Palette.inkOn(colour(row, column)),
                        count);
            }
        }
        svg.add(
                "<rect x='%s' y='%s' width='%s' height='%s' fill='none' stroke='%s'/>",
                left, top, names.size() * cell, names.size() * cell, Svg.FRAME);
    }

    private String colour(int row, int column) {
        double share = samples[row] == 0 ? 0 : counts.get(row, column) / samples[row];
        return Palette.colour(row == column ? -share : share, 1);
    }

    private String told(int row, int column) {
        return "true " + names.get(row) + ", predicted " + names.get(column) + ": " + told(counts.get(row, column))
                + " of " + told(samples[row]);
    }
}
