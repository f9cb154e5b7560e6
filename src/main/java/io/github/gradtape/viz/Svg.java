package io.github.gradtape.viz;

import java.util.Arrays;

/** An SVG in the making, with colours of its own on white. */
final class Svg {

    static final String INK = "#1a1a1a";
    static final String FAINT_INK = "#555555";
    static final String FRAME = "#8a8a8a";

    /** The font size of all but headings and the names in the boxes of a graph. */
    static final double FONT = 11;

    /** How far a line's baseline is below its middle, in font sizes. */
    private static final double BASELINE = 0.35;

    private static final String FAMILY = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";

    private final StringBuilder out = new StringBuilder();

    /** An empty picture; its title is what a screen reader says. */
    Svg(double width, double height, String title) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' role='img' width='%1$s' height='%2$s' viewBox='0 0 %1$s %2$s' "
                        + "font-family='%3$s'>",
                Math.ceil(width), Math.ceil(height), FAMILY);
        add("<title>%s</title>", title);
        add("<rect width='100%%' height='100%%' fill='white'/>");
    }

    /** A line of SVG; the values are rounded to hundredths if they are doubles, and escaped if they are texts. */
    void add(String template, Object... values) {
        out.append(filled(template, values)).append('\n');
    }

    /** A piece of SVG, with such values. */
    static String filled(String template, Object... values) {
        return template.formatted(Arrays.stream(values)
                .map(value -> value instanceof Double x ? number(x) : Text.xml(value.toString()))
                .toArray());
    }

    /** A line of text with its middle at a height, and its start, middle or end ({@code anchor}) at x. */
    void text(double x, double middle, String anchor, String ink, String line) {
        text(x, middle, anchor, FONT, ink, line, "");
    }

    /** A line of text of another size, with more attributes. */
    void text(double x, double middle, String anchor, double fontSize, String ink, String line, String attributes) {
        String imposed = Text.isPlain(line)
                ? ""
                : " lengthAdjust='spacingAndGlyphs' textLength='" + number(Text.width(line, fontSize)) + "'";
        add(
                "<text x='%s' y='%s' text-anchor='%s' font-size='%s' fill='%s'" + attributes + imposed + ">%s</text>",
                x,
                middle + BASELINE * fontSize,
                anchor,
                fontSize,
                ink,
                line);
    }

    /** A title on top of all, with its middle at a height, if there is one. */
    void heading(double x, double middle, double fontSize, String line) {
        if (!line.isEmpty()) {
            text(x, middle, "start", fontSize, INK, line, " font-weight='bold'");
        }
    }

    /** Cells of one size side by side, neighbours of one colour as one rectangle. */
    void cells(double left, double top, double width, double height, String... colours) {
        int start = 0;
        for (int i = 1; i <= colours.length; i++) {
            if (i == colours.length || !colours[i].equals(colours[start])) {
                add(
                        "<rect x='%s' y='%s' width='%s' height='%s' fill='%s'/>",
                        left + start * width, top, (i - start) * width, height, colours[start]);
                start = i;
            }
        }
    }

    /** A line of text that goes upwards, with its middle at x, and its start, middle or end ({@code anchor}) at y. */
    void turned(double x, double y, String anchor, String ink, String line) {
        add("<g transform='translate(%s %s) rotate(-90)'>", x, y);
        text(0, 0, anchor, ink, line);
        add("</g>");
    }

    /** A coordinate in hundredths of a pixel. */
    static String number(double x) {
        double rounded = Math.rint(x * 100) / 100;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    String finished() {
        return out + "</svg>\n";
    }
}
