package io.github.gradtape.viz;

import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Plot.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A picture of numbers that change over others, for example of losses over epochs.
 *
 * <p>A value that is NaN or infinite leaves a gap, which is told below, as does one that is not above 0 on a logarithmic scale. Of a
 * curve of more than 2,000 values, the least and the greatest in each column of pixels are drawn, which is told, too.
 *
 * <pre>{@code
 * LineChart.of("epoch", "loss").withCurve("training", losses).withCurve("validation", others).withLogScale().svg();
 * }</pre>
 */
public final class LineChart {

    /** The most curves that can be told apart, and from the white behind them. */
    public static final int MOST_CURVES = 5;

    private static final double HEIGHT = 200;
    private static final double LINE_WIDTH = 2;
    private static final int MOST_Y_TICKS = 6;
    private static final int MOST_IN_NAME = 24;
    private static final int DIGITS = 4;

    /** Beyond it, a curve has more values than pixels many times over. */
    private static final int MOST_VALUES = 2000;

    private final Words words;
    private final List<Curve> curves;
    private final boolean isLogarithmic;

    @SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
    private record Curve(String name, double[] x, double[] y) {}

    private LineChart(Words words, List<Curve> curves, boolean isLogarithmic) {
        this.words = words;
        this.curves = curves;
        this.isLogarithmic = isLogarithmic;
    }

    /**
     * A chart without curves as yet.
     *
     * @param x what runs from left to right, for example {@code epoch}
     * @param y what the curves are of, for example {@code loss}
     * @return the chart
     */
    public static LineChart of(String x, String y) {
        return new LineChart(new Words("", Text.line(x), Text.line(y)), List.of(), false);
    }

    /**
     * This chart with a title above.
     *
     * @param title the title
     * @return a new chart
     */
    public LineChart withTitle(String title) {
        Words titled = new Words(Text.line(title), words.x(), words.y());
        return new LineChart(titled, curves, isLogarithmic);
    }

    /**
     * This chart with one more curve, of values at 1, 2, 3, …
     *
     * @param name what the legend calls it
     * @param y a vector
     * @return a new chart
     * @throws IllegalArgumentException if it is no vector or empty, or there are {@value #MOST_CURVES} curves already
     */
    public LineChart withCurve(String name, Tensor y) {
        return withCurve(
                name,
                Tensor.of(IntStream.rangeClosed(1, y.size()).asDoubleStream().toArray()),
                y);
    }

    /**
     * This chart with one more curve.
     *
     * @param name what the legend calls it
     * @param x where its values stand: a vector of finite numbers
     * @param y the values, as many
     * @return a new chart
     * @throws IllegalArgumentException if they are no vectors of one length, or empty, an x is not finite, or there are {@value
     *     #MOST_CURVES} curves already
     */
    public LineChart withCurve(String name, Tensor x, Tensor y) {
        if (y.rank() != 1 || !x.shape().equals(y.shape()) || y.size() == 0) {
            throw new IllegalArgumentException("the curve " + name + " of x " + x.shape() + " and y " + y.shape()
                    + ": must be two vectors of as many numbers, at least one");
        }
        double[] places = x.toArray();
        for (double place : places) {
            if (!Double.isFinite(place)) {
                throw new IllegalArgumentException("the curve " + name + ": every x must be finite, one is " + place);
            }
        }
        if (curves.size() == MOST_CURVES) {
            throw new IllegalArgumentException(
                    "the curve " + name + " is one too many: no more than " + MOST_CURVES + " can be told apart");
        }
        Curve curve = new Curve(Text.shortened(Text.line(name), MOST_IN_NAME), places, y.toArray());
        return new LineChart(
                words, Stream.concat(curves.stream(), Stream.of(curve)).toList(), isLogarithmic);
    }

    /**
     * This chart with values on a logarithmic scale.
     *
     * @return a new chart
     */
    public LineChart withLogScale() {
        return new LineChart(words, curves, true);
    }

    /**
     * The chart as a picture.
     *
     * @return the text of an {@code .svg} file, or of an element of an HTML page
     * @throws IllegalArgumentException if there are no curves
     */
    public String svg() {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("a line chart needs at least one curve");
        }
        Plot plot = new Plot(words, legend(), notes(), scaleOfX(), scaleOfY(), HEIGHT);
        Svg svg = plot.begun(description());
        plot.drawGrid(svg);
        plot.drawFrame(svg);
        for (int i = 0; i < curves.size(); i++) {
            draw(drawn(curves.get(i), plot), Swatch.of(i), plot, svg);
        }
        return svg.finished();
    }

    private boolean isShown(double y) {
        return Double.isFinite(y) && (y > 0 || !isLogarithmic);
    }

    private IntFunction<Scale> scaleOfX() {
        double[] all = all(curve -> curve.x).toArray();
        DoubleSummaryStatistics ends = Arrays.stream(all).summaryStatistics();
        double leastStep = Arrays.stream(all).allMatch(x -> x == Math.rint(x)) ? 1 : 0;
        return mostTicks -> Scale.exact(ends.getMin(), ends.getMax(), mostTicks, leastStep);
    }

    private Scale scaleOfY() {
        DoubleSummaryStatistics shown =
                all(curve -> curve.y).filter(this::isShown).summaryStatistics();
        double low = shown.getCount() == 0 ? 1 : shown.getMin();
        double high = shown.getCount() == 0 ? 10 : shown.getMax();
        return isLogarithmic ? Scale.logarithmic(low, high, MOST_Y_TICKS) : Scale.rounded(low, high, MOST_Y_TICKS);
    }

    private DoubleStream all(Function<Curve, double[]> coordinate) {
        return curves.stream().map(coordinate).flatMapToDouble(Arrays::stream);
    }

    private List<Plot.Key> legend() {
        List<Plot.Key> keys = new ArrayList<>();
        for (Curve curve : curves) {
            keys.add(new Plot.Key(curve.name, Plot.line(Swatch.of(keys.size()))));
        }
        return keys;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Curve curve : curves) {
            int hidden = (int) Arrays.stream(curve.y).filter(y -> !isShown(y)).count();
            if (hidden > 0) {
                notes.add("not drawn: " + ShortNumber.count(hidden) + " of " + curve.name + ", not "
                        + (isLogarithmic ? "finite and above 0" : "finite"));
            }
        }
        if (curves.stream().anyMatch(LineChart::isLong)) {
            notes.add("long curves: least and greatest in each pixel column");
        }
        return notes;
    }

    private String description() {
        String ends = curves.stream()
                .map(curve -> "; " + curve.name + " from " + ShortNumber.of(curve.y[0], DIGITS) + " to "
                        + ShortNumber.of(curve.y[curve.y.length - 1], DIGITS))
                .collect(Collectors.joining());
        return Text.named("Line chart", words.title()) + ": " + words.y() + " over " + words.x() + ends;
    }

    private static boolean isLong(Curve curve) {
        return curve.y.length > MOST_VALUES;
    }

    /** The curve, or if it is long, the least and the greatest of the values that it has in each column of pixels before the next. */
    private Curve drawn(Curve curve, Plot plot) {
        if (!isLong(curve)) {
            return curve;
        }
        IntStream.Builder kept = IntStream.builder();
        int end = 0;
        for (int start = 0; start < curve.y.length; start = end) {
            int least = start;
            int greatest = start;
            for (end = start; end < curve.y.length && column(curve, end, plot) == column(curve, start, plot); end++) {
                if (isShown(curve.y[end])) {
                    least = !isShown(curve.y[least]) || curve.y[end] < curve.y[least] ? end : least;
                    greatest = !isShown(curve.y[greatest]) || curve.y[end] > curve.y[greatest] ? end : greatest;
                }
            }
            IntStream.of(least, greatest).sorted().distinct().forEach(kept);
        }
        int[] all = kept.build().toArray();
        return new Curve(
                curve.name,
                IntStream.of(all).mapToDouble(i -> curve.x[i]).toArray(),
                IntStream.of(all).mapToDouble(i -> curve.y[i]).toArray());
    }

    private static int column(Curve curve, int i, Plot plot) {
        return (int) plot.x(curve.x[i]);
    }

    /** A line through all values from one gap to the next, and a dot where it is no longer than wide. */
    private void draw(Curve curve, Swatch swatch, Plot plot, Svg svg) {
        double[] x = Arrays.stream(curve.x).map(plot::x).toArray();
        double[] y = Arrays.stream(curve.y).map(plot::y).toArray();
        StringBuilder lines = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        int end;
        for (int start = 0; start < y.length; start = end + 1) {
            StringBuilder line = new StringBuilder();
            double reach = 0;
            for (end = start; end < y.length && isShown(curve.y[end]); end++) {
                line.append(Svg.filled(end == start ? "M%s %s" : "L%s %s", x[end], y[end]));
                reach = Math.max(reach, Math.hypot(x[end] - x[start], y[end] - y[start]));
            }
            if (reach > LINE_WIDTH) {
                lines.append(line);
            } else if (end > start) {
                dots.append(line).append(swatch.shape);
            }
        }
        svg.add(
                "<path d='%s' fill='none' stroke='%s' stroke-width='%s' stroke-linejoin='round' stroke-dasharray='%s'/>",
                lines, swatch.colour, LINE_WIDTH, swatch.dash);
        svg.add("<path d='%s' fill='%s'/>", dots, swatch.colour);
    }
}
