package io.github.gradtape.viz;

import io.github.gradtape.viz.HeatMap.Cell;
import io.github.gradtape.viz.HeatMap.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws a heat map: title, axes and labels, cells, a legend at their right, and notes below. */
final class HeatMapSvg {

    private static final double MARGIN = 20;
    private static final double TITLE_FONT = 14;
    private static final double LINE = 18;
    private static final double SPACE = 6;

    private static final int MOST_TOLD_CELLS = 64;
    private static final int TOLD_DIGITS = 12;
    private static final int NOTED_DIGITS = 6;
    private static final double LEAST_OF_SEPARATE_CELLS = 16;

    private static final double BESIDE_LEGEND = 28;

    private final Words words;
    private final double limit;
    private final Optional<Cell> mark;
    private final Matrix matrix;
    private final Cells cells;
    private final Optional<DoubleFunction<String>> format;
    private final HeatMapLabels rowLabels;
    private final HeatMapLabels columnLabels;

    private final HeatMapLegend legend;

    /** Where the cells are. */
    private final double left;

    private final double top;
    private final double right;
    private final double bottom;

    HeatMapSvg(Matrix matrix, Words words, double limit, Optional<Cell> mark) {
        this.matrix = matrix;
        this.words = words;
        this.limit = limit;
        this.mark = mark;
        this.cells = new Cells(matrix);
        this.format = cells.format();
        this.rowLabels = HeatMapLabels.ofRows(cells, words.rowLabels());
        this.columnLabels = HeatMapLabels.ofColumns(cells, words.columnLabels());
        this.legend = new HeatMapLegend(matrix, limit, cells.rows * cells.height);
        this.left = MARGIN + LINE + rowLabels.width() + 2 * SPACE;
        this.top = MARGIN + (words.title().isEmpty() ? 0 : 1.5 * LINE) + LINE + columnLabels.height() + 2 * SPACE;
        this.right = left + Math.max(cells.columns * cells.width, Text.width(words.columns(), Svg.FONT));
        this.bottom = top + Math.max(cells.rows * cells.height, Text.width(words.rows(), Svg.FONT));
    }

    String drawn() {
        List<String> notes = notes();
        double written = Math.max(left + Text.widest(notes), MARGIN + Text.width(words.title(), TITLE_FONT));
        double width = Math.max(right + BESIDE_LEGEND + legend.width(), written);
        double height = Math.max(bottom, top + legend.height()) + (notes.isEmpty() ? 0 : SPACE + notes.size() * LINE);
        Svg svg = new Svg(width + MARGIN, height + MARGIN, description());
        drawWords(svg);
        drawCells(svg);
        legend.draw(right + BESIDE_LEGEND, top, svg);
        double y = height - (notes.size() - 0.5) * LINE;
        for (String note : notes) {
            svg.text(left, y, "start", Svg.INK, note);
            y += LINE;
        }
        return svg.finished();
    }

    private String description() {
        return Text.named("Heat map", words.title()) + ": " + matrix.rows() + " × " + matrix.columns() + ", "
                + legend.description();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        mark.ifPresent(it -> notes.add("framed: " + told(it.row(), it.column(), NOTED_DIGITS)));
        if (cells.areBlocks()) {
            notes.add("each cell: the greatest of a block of " + cells.rowBlock + " × " + cells.columnBlock);
        }
        if (matrix.tensor().size() == 0) {
            notes.add("no elements");
        }
        return notes;
    }

    private String told(int row, int column, int numberDigits) {
        String places = Stream.of(
                        place(words.rows(), words.rowLabels(), row, matrix.rowLabel(row)),
                        place(words.columns(), words.columnLabels(), column, matrix.columnLabel(column)))
                .filter(place -> !place.isEmpty())
                .collect(Collectors.joining(", "));
        String value = ShortNumber.of(matrix.get(row, column), numberDigits);
        return places.isEmpty() ? value : places + ": " + value;
    }

    private static String place(String axis, List<String> labels, int i, String position) {
        String label = labels.isEmpty() ? position : labels.get(i);
        return label.isEmpty() ? "" : axis + " " + label;
    }

    private void drawWords(Svg svg) {
        svg.heading(MARGIN, MARGIN + LINE / 2, TITLE_FONT, words.title());
        double columnsY = top - SPACE;
        svg.text(
                (left + right) / 2,
                columnsY - columnLabels.height() - SPACE - LINE / 2,
                "middle",
                Svg.INK,
                words.columns());
        svg.turned(MARGIN + LINE / 2, (top + bottom) / 2, "middle", Svg.INK, words.rows());
        for (int row = 0; row < cells.rows; row++) {
            String label = rowLabels.texts().get(row);
            svg.text(left - SPACE, y(row) + cells.height / 2, "end", Svg.FAINT_INK, label);
        }
        for (int column = 0; column < cells.columns; column++) {
            String label = columnLabels.texts().get(column);
            double x = x(column) + cells.width / 2;
            if (columnLabels.upright()) {
                svg.turned(x, columnsY, "start", Svg.FAINT_INK, label);
            } else {
                svg.text(x, columnsY - Svg.FONT / 2, "middle", Svg.FAINT_INK, label);
            }
        }
    }

    private double x(int column) {
        return left + column * cells.width;
    }

    private double y(int row) {
        return top + row * cells.height;
    }

    private void drawCells(Svg svg) {
        svg.add(cells.height >= LEAST_OF_SEPARATE_CELLS ? "<g stroke='white'>" : "<g shape-rendering='crispEdges'>");
        for (int row = 0; row < cells.rows; row++) {
            if (cells.most() <= MOST_TOLD_CELLS) {
                drawToldRow(row, svg);
            } else {
                svg.cells(left, y(row), cells.width, cells.height, colours(row));
            }
        }
        svg.add("</g>");
        format.ifPresentOrElse(it -> drawValues(it, svg), () -> crossOutNans(svg));
        drawFrame(0, 0, cells.rows, cells.columns, 0, Svg.FRAME, 1, svg);
        mark.ifPresent(it -> {
            int row = it.row() / cells.rowBlock;
            int column = it.column() / cells.columnBlock;
            double outside = cells.height < LEAST_OF_SEPARATE_CELLS ? 2 : 0;
            drawFrame(row, column, 1, 1, outside, "white", 5, svg);
            drawFrame(row, column, 1, 1, outside, "black", 2.5, svg);
        });
    }

    /** Cells that say what they are when pointed at. */
    private void drawToldRow(int row, Svg svg) {
        for (int column = 0; column < cells.columns; column++) {
            double value = cells.value(row, column);
            String colour = Palette.colour(value, limit);
            svg.add(
                    "<rect x='%s' y='%s' width='%s' height='%s' fill='%s'><title>%s</title></rect>",
                    x(column), y(row), cells.width, cells.height, colour, told(row, column, TOLD_DIGITS));
        }
    }

    private String[] colours(int row) {
        return IntStream.range(0, cells.columns)
                .mapToObj(column -> Palette.colour(cells.value(row, column), limit))
                .toArray(String[]::new);
    }

    private void drawValues(DoubleFunction<String> written, Svg svg) {
        for (int row = 0; row < cells.rows; row++) {
            for (int column = 0; column < cells.columns; column++) {
                double value = cells.value(row, column);
                String ink = Palette.inkOn(Palette.colour(value, limit));
                svg.text(x(column) + cells.width / 2, y(row) + cells.height / 2, "middle", ink, written.apply(value));
            }
        }
    }

    /** So that they are seen without colours, too. */
    private void crossOutNans(Svg svg) {
        for (int row = 0; row < cells.rows; row++) {
            for (int column = 0; column < cells.columns; column++) {
                if (Double.isNaN(cells.value(row, column))) {
                    svg.add(
                            "<path stroke='%s' d='M%s %sl%s %sm0 %sl%s %s'/>",
                            Svg.INK,
                            x(column),
                            y(row),
                            cells.width,
                            cells.height,
                            -cells.height,
                            -cells.width,
                            cells.height);
                }
            }
        }
    }

    private void drawFrame(
            int row, int column, int height, int width, double outside, String ink, double thickness, Svg svg) {
        svg.add(
                "<rect x='%s' y='%s' width='%s' height='%s' fill='none' stroke='%s' stroke-width='%s'/>",
                x(column) - outside,
                y(row) - outside,
                width * cells.width + 2 * outside,
                height * cells.height + 2 * outside,
                ink,
                thickness);
    }
}
