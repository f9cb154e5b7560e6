package io.github.gradtape.viz;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LineChartTest {

    private static final Pattern NUMBER = Pattern.compile("[0-9.]+");

    /** Coordinates are in hundredths. */
    private static final double ROUNDING = 0.01;

    private static final LineChart CHART = LineChart.of("epoch", "loss");

    /** The paths of the curves: a line and dots for each. */
    private static List<String> curves(String svg, int count) {
        List<String> paths = Xml.all(Xml.parse(svg), "path").stream()
                .map(path -> path.getAttribute("d"))
                .toList();
        return paths.subList(paths.size() - 2 * count, paths.size());
    }

    @Test
    void aCurveGoesThroughItsValues() {
        String svg = CHART.withCurve("a", Tensor.of(0, 10, 5)).svg();
        Element frame = Xml.all(Xml.parse(svg), "rect").get(1);
        double left = Xml.number(frame, "x");
        double right = left + Xml.number(frame, "width");
        double top = Xml.number(frame, "y");
        double bottom = top + Xml.number(frame, "height");
        double[] expected = {left, bottom, (left + right) / 2, top, right, (top + bottom) / 2};
        List<String> paths = curves(svg, 1);
        assertArrayEquals(expected, numbers(paths.get(0)), ROUNDING);
        assertEquals("", paths.get(1), "no dots");
    }

    private static double[] numbers(String path) {
        return NUMBER.matcher(path)
                .results()
                .mapToDouble(it -> Double.parseDouble(it.group()))
                .toArray();
    }

    @Test
    void namesTitleAndAxesAreWritten() {
        String svg = CHART.withTitle("A <run>")
                .withCurve("training", Tensor.of(1, 2))
                .withCurve("validation", Tensor.of(1, 3))
                .svg();
        assertTrue(Labels.texts(svg).containsAll(List.of("A <run>", "training", "validation", "epoch", "loss")));
        assertEquals(
                "Line chart of A <run>: loss over epoch; training from 1 to 2; validation from 1 to 3",
                Labels.title(svg));
    }

    @Test
    void aVeryLongTitleIsShortenedAtOnce() {
        LineChart chart = CHART.withTitle("title ".repeat(40_000)).withCurve("a", Tensor.of(1, 2));
        String svg = assertTimeoutPreemptively(Duration.ofSeconds(5), chart::svg);
        assertTrue(
                Labels.texts(svg).contains("title title title title title title title titl…"),
                () -> Labels.texts(svg).toString());
    }

    @Test
    void epochsHaveTicksAtWholeNumbers() {
        List<String> texts =
                Labels.texts(CHART.withCurve("a", Tensor.of(7, 8, 9)).svg());
        assertEquals(List.of("1", "2", "3"), texts.subList(0, 3));
    }

    @Test
    void otherPlacesHaveTicksBetweenWholeNumbers() {
        String svg =
                CHART.withCurve("a", Tensor.of(0, 0.3, 1), Tensor.of(7, 8, 9)).svg();
        assertEquals(List.of("0", "0.1", "0.2"), Labels.texts(svg).subList(0, 3));
    }

    @Test
    void thereAreAsManyTicksAsHaveRoom() {
        double[] few = new double[40];
        assertEquals(
                List.of("5", "10", "15", "20", "25", "30", "35", "40"),
                Labels.texts(CHART.withCurve("a", Tensor.of(few)).svg()).subList(0, 8));
        String wide = CHART.withCurve("a", Tensor.of(1_234_500, 1_234_600), Tensor.of(0, 1))
                .svg();
        assertEquals(
                List.of("1.2345e6", "1.23455e6", "1.2346e6", "0"),
                Labels.texts(wide).subList(0, 4));
    }

    @Test
    void theGridHasALineForEachTick() {
        String svg = CHART.withCurve("a", Tensor.of(0, 10)).svg();
        List<Element> grid = Xml.all(Xml.parse(svg), "path").stream()
                .filter(path -> path.getAttribute("stroke").equals("#e4e4e4"))
                .toList();
        assertEquals(1, grid.size());
        assertEquals(6, count(grid.get(0).getAttribute("d"), 'H'), "0, 2, 4, 6, 8 and 10");
    }

    @Test
    void theLegendHasALineBeforeEachName() {
        List<String> names = List.of("short", "not as short", "a name of 24 characters."); // the most that are shown
        LineChart chart = CHART;
        for (String name : names) {
            chart = chart.withCurve(name, Tensor.of(1, 2));
        }
        Element root = Xml.parse(chart.svg());
        List<double[]> samples = Xml.all(root, "path").stream()
                .filter(path -> path.getAttribute("d").endsWith("h24"))
                .map(path -> numbers(path.getAttribute("d")))
                .toList();
        List<Element> texts = Xml.all(root, "text").stream()
                .filter(text -> names.contains(text.getTextContent()))
                .toList();
        assertEquals(names.size(), samples.size());
        assertEquals(names.size(), texts.size());
        for (int i = 0; i < names.size(); i++) {
            assertEquals(samples.get(i)[0] + 24 + 6, Xml.number(texts.get(i), "x"), ROUNDING);
            assertEquals(samples.get(i)[1] + 0.35 * 11, Xml.number(texts.get(i), "y"), ROUNDING);
        }
        assertEquals(samples.get(0)[1], samples.get(1)[1], "side by side");
        assertEquals(samples.get(0)[1] + 16, samples.get(2)[1], "no room beside the others");
        assertEquals(samples.get(0)[0], samples.get(2)[0]);
    }

    @Test
    void nothingIsToldOfCurvesThatAreDrawnWhole() {
        assertFalse(CHART.withCurve("a", Tensor.of(1, 2)).svg().contains("not drawn"));
    }

    @Test
    void nanLeavesAGapThatIsToldBelow() {
        double nan = Double.NaN;
        String svg = CHART.withCurve("a", Tensor.of(1, 2, nan, 3, nan, Double.POSITIVE_INFINITY, 2, 1))
                .svg();
        String line = curves(svg, 1).get(0);
        assertEquals(2, count(line, 'M'), line);
        assertEquals(2, count(line, 'L'), line);
        assertEquals(1, count(curves(svg, 1).get(1), 'M'), "the value between two gaps is a dot");
        assertTrue(Labels.texts(svg).contains("not drawn: 3 of a, not finite"));
    }

    private static int count(String text, char wanted) {
        return (int) text.chars().filter(c -> c == wanted).count();
    }

    @Test
    void ofAVeryLongCurveTheExtremesAreDrawn() {
        double[] values = new double[1_000_000];
        Arrays.setAll(values, i -> Math.sin(i * 1e-5));
        Arrays.fill(values, 300_000, 310_000, Double.NaN);
        values[250_001] = -5;
        values[750_001] = 7;
        String svg = CHART.withCurve("a", Tensor.of(values)).svg();
        assertTrue(svg.length() < 20_000, () -> svg.length() + " characters");
        assertTrue(
                Labels.texts(svg)
                        .containsAll(List.of(
                                "not drawn: 10,000 of a, not finite",
                                "long curves: least and greatest in each pixel column")),
                () -> Labels.texts(svg).toString());
        String line = curves(svg, 1).get(0);
        assertEquals(2, count(line, 'M'), line);
        double[] numbers = numbers(line);
        double[] y = IntStream.range(0, numbers.length / 2)
                .mapToDouble(i -> numbers[2 * i + 1])
                .sorted()
                .toArray();
        Element frame = Xml.all(Xml.parse(svg), "rect").get(1);
        // the axis goes from -6 to 8
        double unit = Xml.number(frame, "height") / 14;
        assertEquals(Xml.number(frame, "x"), numbers[0], ROUNDING);
        assertEquals(Xml.number(frame, "x") + Xml.number(frame, "width"), numbers[numbers.length - 2], ROUNDING);
        assertEquals(Xml.number(frame, "y") + unit, y[0], ROUNDING, "7");
        assertEquals(Xml.number(frame, "y") + 13 * unit, y[y.length - 1], ROUNDING, "-5");
    }

    @Test
    void ofACurveThatIsNotLongAllValuesAreDrawn() {
        String svg = CHART.withCurve("a", Tensor.uniform(Shape.of(2000), 0, 1, new SplittableRandom(1)))
                .svg();
        assertEquals(1999, count(curves(svg, 1).get(0), 'L'));
    }

    @Test
    void oneValueIsADot() {
        List<String> paths = curves(CHART.withCurve("a", Tensor.of(1)).svg(), 1);
        assertEquals("", paths.get(0));
        assertEquals(1, count(paths.get(1), 'M'));
    }

    @Test
    void aCurveTooShortToBeSeenIsADot() {
        String svg = CHART.withCurve("long", Tensor.of(1, 1e6), Tensor.of(0, 1))
                .withCurve("short", Tensor.of(5e5, 5e5 + 1, 5e5 + 2), Tensor.of(0.5, 0.5, 0.5))
                .withCurve("steep", Tensor.of(5e5, 5e5 + 1), Tensor.of(0.5, 0.6))
                .withCurve("back again", Tensor.of(5e5, 1e6, 5e5), Tensor.of(0.5, 0.5, 0.5))
                .svg();
        List<String> paths = curves(svg, 4);
        List<String> ofShort = paths.subList(2, 4);
        assertEquals("", ofShort.get(0));
        assertEquals(1, count(ofShort.get(1), 'M'));
        for (int curve : new int[] {0, 2, 3}) {
            assertEquals(1, count(paths.get(2 * curve), 'M'), "a line");
            assertEquals("", paths.get(2 * curve + 1), "no dots");
        }
    }

    @Test
    void onALogarithmicScaleEqualRatiosAreEquallyFar() {
        String line = curves(
                        CHART.withLogScale()
                                .withCurve("a", Tensor.of(1, 10, 100))
                                .svg(),
                        1)
                .get(0);
        double[] y = numbers(line);
        assertEquals(y[1] - y[3], y[3] - y[5], 2 * ROUNDING);
    }

    @Test
    void onALogarithmicScaleZeroLeavesAGap() {
        String svg = CHART.withLogScale().withCurve("a", Tensor.of(1, 2, 0, -1)).svg();
        assertTrue(Labels.texts(svg).contains("not drawn: 2 of a, not finite and above 0"));
    }

    @Test
    void curvesDifferInColourAndInDashes() {
        LineChart chart = CHART;
        for (int i = 0; i < LineChart.MOST_CURVES; i++) {
            chart = chart.withCurve("curve " + i, Tensor.of(i, i + 1));
        }
        List<Element> lines = Xml.all(Xml.parse(chart.svg()), "path").stream()
                .filter(path -> path.hasAttribute("stroke-linejoin"))
                .toList();
        for (String attribute : List.of("stroke", "stroke-dasharray")) {
            List<String> all =
                    lines.stream().map(line -> line.getAttribute(attribute)).toList();
            assertEquals(LineChart.MOST_CURVES, new HashSet<>(all).size(), attribute);
        }
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertRefused("a line chart needs at least one curve", CHART::svg);
        assertRefused(
                "the curve a of x [0] and y [0]: must be two vectors of as many numbers, at least one",
                () -> CHART.withCurve("a", Tensor.of()));
        assertRefused(
                "the curve a of x [2] and y [3]: must be two vectors of as many numbers, at least one",
                () -> CHART.withCurve("a", Tensor.of(1, 2), Tensor.of(1, 2, 3)));
        assertRefused(
                "the curve a of x [4] and y [2, 2]: must be two vectors of as many numbers, at least one",
                () -> CHART.withCurve("a", Tensor.zeros(Shape.of(2, 2))));
        assertRefused(
                "the curve a: every x must be finite, one is NaN",
                () -> CHART.withCurve("a", Tensor.of(1, Double.NaN), Tensor.of(1, 2)));
        LineChart full = CHART;
        for (int i = 0; i < LineChart.MOST_CURVES; i++) {
            full = full.withCurve("b", Tensor.of(1));
        }
        LineChart last = full;
        assertRefused(
                "the curve a is one too many: no more than 5 can be told apart",
                () -> last.withCurve("a", Tensor.of(1)));
    }

    @Test
    void everyCurveHasTheContrastThatGraphicsNeedOnWhite() {
        for (int i = 0; i < LineChart.MOST_CURVES; i++) {
            double contrast = 1.05 / (Palette.luminance(Swatch.of(i).colour) + 0.05);
            assertTrue(contrast >= 3, Swatch.of(i) + ": " + contrast + ", but WCAG 2.1 asks for 3");
        }
    }
}
