package io.github.gradtape.viz;

import io.github.gradtape.viz.Scale.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The frame of a picture with two axes, {@value #WIDTH} pixels wide: title, legend, axes with their names and ticks, and notes below.
 *
 * <p>No text is wider than its place: it is shortened, and a number that would touch its neighbour left out.
 */
final class Plot {

    /** So narrow that it can be read on a telephone. */
    private static final double WIDTH = 400;

    static final double SAMPLE = 24;

    private static final double TITLE_FONT = 13;
    private static final double LINE = 16;
    private static final double MARGIN = 10;
    private static final double SPACE = 6;
    private static final double TICK = 4;
    private static final int MOST_X_TICKS = 10;
    private static final int LEAST_X_TICKS = 3;
    private static final double BETWEEN = 10;

    /** More than there is room for, of characters that have a width. */
    private static final int MOST_ON_LINE = 100;

    private static final String GRID = "#e4e4e4";

    /** The title, and what the axes are. */
    record Words(String title, String x, String y) {}

    /** An entry of the legend. */
    record Key(String name, Sample sample) {}

    /** Draws what is explained, {@value #SAMPLE} pixels wide, from a point on to the right. */
    interface Sample {
        void draw(double left, double middle, Svg svg);
    }

    private final Words words;
    private final List<List<Key>> legend;
    private final List<String> notes;
    private final double bottomOfAll;

    final Scale x;
    final Scale y;
    final double left;
    final double right;
    final double top;
    final double bottom;

    /** A plot of a height, 0 for as high as it is wide; the scale of x depends on how many ticks there is room for. */
    Plot(Words words, List<Key> legend, List<String> notes, IntFunction<Scale> scaleOfX, Scale y, double height) {
        this.words = words;
        this.legend = rows(legend);
        this.notes = notes;
        this.y = y;
        double widest =
                y.ticks().stream().mapToDouble(it -> width(it.label())).max().orElse(0);
        double start = MARGIN + widest + SPACE;
        int most = MOST_X_TICKS;
        while (most > LEAST_X_TICKS && !hasRoom(scaleOfX.apply(most), start)) {
            most--;
        }
        this.x = scaleOfX.apply(most);
        this.left = Math.max(start, MARGIN + halfOf(x.ticks(), 0));
        this.right = WIDTH - MARGIN - halfOf(x.ticks(), x.ticks().size() - 1);
        double titled = words.title().isEmpty() ? 0 : 1.25 * LINE;
        this.top = MARGIN + titled + this.legend.size() * LINE + (words.y().isEmpty() ? 0 : LINE) + SPACE;
        this.bottom = top + (height == 0 ? right - left : height);
        this.bottomOfAll = bottom + TICK + LINE * (words.x().isEmpty() ? 1 : 2) + LINE * notes.size();
    }

    private static double halfOf(List<Tick> ticks, int i) {
        return width(ticks.get(i).label()) / 2;
    }

    private static boolean hasRoom(Scale scale, double start) {
        double end = WIDTH - MARGIN - halfOf(scale.ticks(), scale.ticks().size() - 1);
        double free = Double.NEGATIVE_INFINITY;
        for (Tick tick : scale.ticks()) {
            double middle = start + tick.place() * (end - start);
            double half = width(tick.label()) / 2;
            if (middle - half < free) {
                return false;
            }
            free = middle + half + BETWEEN;
        }
        return true;
    }

    /** As many entries side by side as there is room for. */
    private static List<List<Key>> rows(List<Key> keys) {
        List<List<Key>> rows = new ArrayList<>();
        double free = 0;
        for (Key key : keys) {
            if (rows.isEmpty() || width(key) > free) {
                rows.add(new ArrayList<>());
                free = WIDTH - 2 * MARGIN;
            }
            rows.get(rows.size() - 1).add(key);
            free -= width(key) + BETWEEN;
        }
        return rows;
    }

    private static double width(Key key) {
        return SAMPLE + SPACE + width(key.name());
    }

    private static double width(String text) {
        return Text.width(text, Svg.FONT);
    }

    /** The line, cut off where it would not fit. */
    static String fitting(String text, double fontSize, double width) {
        String line = Text.shortened(Text.line(text), MOST_ON_LINE);
        int most = line.codePointCount(0, line.length());
        String fitting = line;
        while (most > 1 && Text.width(fitting, fontSize) > width) {
            most--;
            fitting = Text.shortened(line, most);
        }
        return fitting;
    }

    /** The picture, empty; what is drawn before the frame lies under it. */
    Svg begun(String description) {
        return new Svg(WIDTH, bottomOfAll + MARGIN, description);
    }

    double x(double value) {
        return left + x.place(value) * (right - left);
    }

    double y(double value) {
        return bottom - y.place(value) * (bottom - top);
    }

    /** The frame, ticks and words. */
    void drawFrame(Svg svg) {
        svg.add(
                "<rect x='%s' y='%s' width='%s' height='%s' fill='none' stroke='%s'/>",
                left, top, right - left, bottom - top, Svg.FRAME);
        drawTicks(svg);
        drawLegend(svg);
        svg.heading(MARGIN, MARGIN + LINE / 2, TITLE_FONT, fitting(words.title(), TITLE_FONT, WIDTH - 2 * MARGIN));
        svg.text(MARGIN, top - SPACE - LINE / 2, "start", Svg.INK, fitting(words.y(), Svg.FONT, WIDTH - 2 * MARGIN));
        double line = bottom + TICK + LINE * 1.5;
        if (!words.x().isEmpty()) {
            svg.text((left + right) / 2, line, "middle", Svg.INK, fitting(words.x(), Svg.FONT, right - left));
            line += LINE;
        }
        for (String note : notes) {
            svg.text(MARGIN, line, "start", Svg.FAINT_INK, fitting(note, Svg.FONT, WIDTH - 2 * MARGIN));
            line += LINE;
        }
    }

    /** A line for each tick of y. */
    void drawGrid(Svg svg) {
        StringBuilder lines = new StringBuilder();
        for (Tick tick : y.ticks()) {
            lines.append(Svg.filled("M%s %sH%s", left, placeOfY(tick), right));
        }
        svg.add("<path d='%s' stroke='%s'/>", lines, GRID);
    }

    private double placeOfY(Tick tick) {
        return bottom - tick.place() * (bottom - top);
    }

    private void drawTicks(Svg svg) {
        StringBuilder marks = new StringBuilder();
        double free = 0;
        for (Tick tick : x.ticks()) {
            double middle = left + tick.place() * (right - left);
            double half = width(tick.label()) / 2;
            marks.append(Svg.filled("M%s %sv%s", middle, bottom, TICK));
            if (middle - half >= free && middle + half <= WIDTH) {
                svg.text(middle, bottom + TICK + LINE / 2, "middle", Svg.FAINT_INK, tick.label());
                free = middle + half + SPACE;
            }
        }
        svg.add("<path d='%s' stroke='%s'/>", marks, Svg.FRAME);
        for (Tick tick : y.ticks()) {
            svg.text(left - SPACE, placeOfY(tick), "end", Svg.FAINT_INK, tick.label());
        }
    }

    private void drawLegend(Svg svg) {
        double middle = top - SPACE - (words.y().isEmpty() ? 0 : LINE) - (legend.size() - 0.5) * LINE;
        for (List<Key> row : legend) {
            double from = MARGIN;
            for (Key key : row) {
                key.sample().draw(from, middle, svg);
                svg.text(from + SAMPLE + SPACE, middle, "start", Svg.INK, key.name());
                from += width(key) + BETWEEN;
            }
            middle += LINE;
        }
    }

    /** A sample of a line. */
    static Sample line(Swatch swatch) {
        return (from, middle, svg) -> svg.add(
                "<path d='M%s %sh%s' fill='none' stroke='%s' stroke-width='2' stroke-dasharray='%s'/>",
                from, middle, SAMPLE, swatch.colour, swatch.dash);
    }
}
