package io.github.gradtape.viz;

import java.util.Arrays;

/** What the colours of a heat map mean: a bar from the greatest number down to its negative, and what is not finite. */
final class HeatMapLegend {

    private static final double BAR = 14;
    private static final double SPACE = 7;
    private static final int STEPS = 21;
    private static final double LEAST_STEP = 5;
    private static final double MOST_STEP = 10;
    private static final int DIGITS = 3;
    private static final String INFINITE = "infinite";

    private final double limit;
    private final boolean exceeded;

    /** Where the bar ends, in limits. */
    private final int low;

    private final long nans;
    private final long infinities;
    private final double step;

    HeatMapLegend(Matrix matrix, double limit, double wantedHeight) {
        this.limit = limit;
        this.low = matrix.isPositive() ? 0 : -1;
        this.exceeded = matrix.greatest() > limit;
        this.nans =
                Arrays.stream(matrix.tensor().borrow()).filter(Double::isNaN).count();
        this.infinities = Arrays.stream(matrix.tensor().borrow())
                .filter(Double::isInfinite)
                .count();
        this.step = Math.max(LEAST_STEP, Math.min(MOST_STEP, Math.floor(wantedHeight / STEPS)));
    }

    String description() {
        return "colours from " + label(low) + " to " + label(1)
                + (nans > 0 ? ", " + nans + " NaN" : "")
                + (infinities > 0 ? ", " + infinities + " infinite" : "");
    }

    /** The number at an end of the bar: that of 0 or of a limit, which others may be beyond. */
    private String label(int sign) {
        return (exceeded && sign != 0 ? sign < 0 ? "≤ " : "≥ " : "") + ShortNumber.of(sign * limit, DIGITS);
    }

    double width() {
        return BAR + SPACE + Math.max(Text.width(label(-1), Svg.FONT), Text.width(INFINITE, Svg.FONT));
    }

    double height() {
        return barHeight() + ((nans > 0 ? 1 : 0) + (infinities > 0 ? 1 : 0)) * (BAR + SPACE);
    }

    /** None if all numbers are of one colour. */
    private double barHeight() {
        return limit == 0 ? 0 : STEPS * step;
    }

    void draw(double x, double top, Svg svg) {
        double bottom = top + barHeight();
        if (limit > 0) {
            drawBar(x, top, bottom, svg);
        }
        double y = bottom + SPACE;
        if (nans > 0) {
            drawSample(x, y, Palette.NAN, "NaN", svg);
            y += BAR + SPACE;
        }
        if (infinities > 0) {
            drawSample(x, y, Palette.INFINITE, INFINITE, svg);
        }
    }

    private void drawBar(double x, double top, double bottom, Svg svg) {
        svg.add("<g shape-rendering='crispEdges'>");
        for (int i = 0; i < STEPS; i++) {
            String colour = Palette.colour(1 - (1.0 - low) * i / (STEPS - 1), 1);
            svg.add("<rect x='%s' y='%s' width='%s' height='%s' fill='%s'/>", x, top + i * step, BAR, step, colour);
        }
        svg.add("</g>");
        frame(x, top, bottom - top, "none", svg);
        double textX = x + BAR + SPACE;
        svg.text(textX, top + Svg.FONT / 2, "start", Svg.INK, label(1));
        if (low < 0) {
            svg.text(textX, (top + bottom) / 2, "start", Svg.INK, label(0));
        }
        svg.text(textX, bottom - Svg.FONT / 2, "start", Svg.INK, label(low));
    }

    private static void drawSample(double x, double y, String colour, String text, Svg svg) {
        frame(x, y, BAR, colour, svg);
        svg.text(x + BAR + SPACE, y + BAR / 2, "start", Svg.INK, text);
    }

    private static void frame(double x, double y, double height, String fill, Svg svg) {
        svg.add(
                "<rect x='%s' y='%s' width='%s' height='%s' fill='%s' stroke='%s'/>",
                x, y, BAR, height, fill, Svg.FRAME);
    }
}
