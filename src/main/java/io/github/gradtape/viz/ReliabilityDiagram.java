package io.github.gradtape.viz;

import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Plot.Words;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of how confident a classifier is beside how often it is right: on the diagonal where the two agree, below it where it is
 * too confident (DeGroot and Fienberg 1983; Niculescu-Mizil and Caruana 2005).
 *
 * <p>Samples are in bins by their confidence, intervals of equal width from 0 to 1. Each bin that is not empty is a point, tied to the
 * diagonal by its error; the bars below the points are the shares of the samples in the bins.
 */
public final class ReliabilityDiagram {

    private static final double STRIP = 0.25;
    private static final int MOST_Y_TICKS = 5;
    private static final int DIGITS = 3;
    private static final int DECIMALS = 4;
    private static final String BAR = "#d9d9d9";

    private final double[] confidences;
    private final double[] accuracies;
    private final double[] counts;
    private final String title;

    private ReliabilityDiagram(double[] confidences, double[] accuracies, double[] counts, String title) {
        this.confidences = confidences;
        this.accuracies = accuracies;
        this.counts = counts;
        this.title = title;
    }

    /**
     * The diagram of some bins of equal width.
     *
     * @param confidences the mean confidence of the samples in each bin, anything if there are none
     * @param accuracies the share of them that is classified right, anything if there are none
     * @param counts how many samples are in each bin
     * @return the diagram
     * @throws IllegalArgumentException if these are no vectors of one length, a count is no whole number from 0 on, all are 0, or
     *     a confidence or an accuracy of a bin that is not empty is not between 0 and 1
     */
    public static ReliabilityDiagram of(Tensor confidences, Tensor accuracies, Tensor counts) {
        if (counts.rank() != 1
                || !counts.shape().equals(confidences.shape())
                || !counts.shape().equals(accuracies.shape())) {
            throw new IllegalArgumentException("a reliability diagram of confidences " + confidences.shape()
                    + ", accuracies " + accuracies.shape() + " and counts " + counts.shape()
                    + ": must be vectors of one length");
        }
        boolean hasSamples = false;
        for (int bin = 0; bin < counts.size(); bin++) {
            double count = counts.get(bin);
            if (!(count >= 0 && count < Double.POSITIVE_INFINITY && count == Math.rint(count))) {
                throw new IllegalArgumentException(
                        "the count of bin " + bin + " must be a whole number from 0 on, was " + count);
            }
            if (count > 0) {
                hasSamples = true;
                requireShare("confidence", bin, confidences.get(bin));
                requireShare("accuracy", bin, accuracies.get(bin));
            }
        }
        if (!hasSamples) {
            throw new IllegalArgumentException("a reliability diagram needs at least one sample");
        }
        return new ReliabilityDiagram(confidences.toArray(), accuracies.toArray(), counts.toArray(), "");
    }

    private static void requireShare(String what, int bin, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "the " + what + " of bin " + bin + " must be between 0 and 1, was " + value);
        }
    }

    /**
     * This diagram with a title above.
     *
     * @param line the title
     * @return a new diagram
     */
    public ReliabilityDiagram withTitle(String line) {
        return new ReliabilityDiagram(confidences, accuracies, counts, Text.line(line));
    }

    /**
     * The diagram as a picture.
     *
     * @return the text of an {@code .svg} file, or of an element of an HTML page
     */
    public String svg() {
        double samples = Arrays.stream(counts).sum();
        String error = ShortNumber.fixed(error(samples), DECIMALS);
        List<Plot.Key> legend = List.of(
                new Plot.Key("accuracy", Plot.line(Swatch.BLUE)),
                new Plot.Key("error", Plot.line(Swatch.VERMILLION)),
                new Plot.Key("samples", (left, middle, svg) -> bar(left, middle - 5, Plot.SAMPLE, 10, svg)));
        List<String> notes = List.of(samples(samples) + ", expected calibration error " + error);
        Plot plot = new Plot(
                new Words(title, "confidence", "accuracy"),
                legend,
                notes,
                mostTicks -> Scale.exact(0, 1, Math.min(mostTicks, MOST_Y_TICKS), 0),
                Scale.exact(0, 1, MOST_Y_TICKS, 0),
                0);
        Svg svg = plot.begun(Text.named("Reliability diagram", title) + ": " + notes.get(0));
        plot.drawGrid(svg);
        drawBars(plot, svg);
        plot.drawFrame(svg);
        svg.add(
                "<path d='M%s %sL%s %s' stroke='%s' stroke-dasharray='5 5'/>",
                plot.left, plot.bottom, plot.right, plot.top, Svg.FAINT_INK);
        drawPoints(plot, svg);
        return svg.finished();
    }

    private double error(double samples) {
        double error = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            error += counts[bin] > 0 ? counts[bin] / samples * Math.abs(accuracies[bin] - confidences[bin]) : 0;
        }
        return error;
    }

    /** The fullest bin is a quarter of the plot high. */
    private void drawBars(Plot plot, Svg svg) {
        double most = Arrays.stream(counts).max().orElseThrow();
        double width = (plot.right - plot.left) / counts.length;
        for (int bin = 0; bin < counts.length; bin++) {
            double height = counts[bin] / most * STRIP * (plot.bottom - plot.top);
            if (height > 0) {
                bar(plot.left + bin * width, plot.bottom - height, width, height, svg);
            }
        }
    }

    private static void bar(double left, double top, double width, double height, Svg svg) {
        svg.add("<rect x='%s' y='%s' width='%s' height='%s' fill='%s' stroke='white'/>", left, top, width, height, BAR);
    }

    private void drawPoints(Plot plot, Svg svg) {
        StringBuilder line = new StringBuilder();
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                double x = plot.x(confidences[bin]);
                line.append(Svg.filled(line.isEmpty() ? "M%s %s" : "L%s %s", x, plot.y(accuracies[bin])));
                svg.add(
                        "<path d='M%s %sV%s' stroke='%s' stroke-width='2' stroke-dasharray='%s'/>",
                        x,
                        plot.y(confidences[bin]),
                        plot.y(accuracies[bin]),
                        Swatch.VERMILLION.colour,
                        Swatch.VERMILLION.dash);
            }
        }
        svg.add("<path d='%s' fill='none' stroke='%s' stroke-width='2'/>", line, Swatch.BLUE.colour);
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                svg.add(
                        "<circle cx='%s' cy='%s' r='4' fill='%s'><title>%s</title></circle>",
                        plot.x(confidences[bin]), plot.y(accuracies[bin]), Swatch.BLUE.colour, told(bin));
            }
        }
    }

    private String told(int bin) {
        return "confidence " + ShortNumber.of(confidences[bin], DIGITS) + ", accuracy "
                + ShortNumber.of(accuracies[bin], DIGITS) + ": " + samples(counts[bin]);
    }

    private static String samples(double count) {
        return ShortNumber.count(count) + (count == 1 ? " sample" : " samples");
    }
}
