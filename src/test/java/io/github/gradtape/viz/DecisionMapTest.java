package io.github.gradtape.viz;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DecisionMapTest {

    private static final Tensor POINTS = Tensor.of(new double[][] {{-1, 0}, {1, 0}, {1, 2}});
    private static final Tensor LABELS = Tensor.of(0, 1, 1);
    private static final List<String> NAMES = List.of("left", "right");

    /** Sure of "left" below x = 0, of "right" above it. */
    private static Tensor byFirstCoordinate(Tensor grid) {
        double[] answer = new double[grid.size()];
        for (int i = 0; i < grid.shape().extent(0); i++) {
            answer[2 * i + (grid.get(i, 0) < 0 ? 0 : 1)] = 1;
        }
        return Tensor.of(grid.shape(), answer);
    }

    private static List<Element> cells(String svg) {
        return Xml.all(Xml.all(Xml.parse(svg), "g").get(0), "rect");
    }

    @Test
    void eachSideHasTheColourOfItsClass() {
        List<Element> cells = cells(DecisionMap.of(POINTS, LABELS, NAMES, DecisionMapTest::byFirstCoordinate)
                .svg());
        assertEquals(2 * 80, cells.size(), "two rectangles in each row");
        for (int i = 0; i < cells.size(); i++) {
            assertEquals(Swatch.of(i % 2).shade(0.6), cells.get(i).getAttribute("fill"));
            assertEquals(Xml.number(cells.get(0), "width"), Xml.number(cells.get(i), "width"), 0.01);
        }
    }

    @Test
    void theColourIsFaintWhereTheClassifierIsUnsure() {
        List<Element> cells = cells(DecisionMap.of(POINTS, LABELS, NAMES, grid -> Tensor.full(grid.shape(), 0.5))
                .svg());
        assertEquals(Swatch.BLUE.shade(0.1), cells.get(0).getAttribute("fill"));
    }

    @Test
    void theFirstRowOfTheGridIsAtTheBottom() {
        UnaryOperator<Tensor> byHeight = grid -> {
            double[] answer = new double[grid.size()];
            for (int i = 0; i < grid.shape().extent(0); i++) {
                answer[2 * i + (grid.get(i, 1) < 1 ? 0 : 1)] = 1;
            }
            return Tensor.of(grid.shape(), answer);
        };
        List<Element> cells =
                cells(DecisionMap.of(POINTS, LABELS, NAMES, byHeight).svg());
        Element bottom = Collections.max(cells, Comparator.comparingDouble(cell -> Xml.number(cell, "y")));
        assertEquals(Swatch.BLUE.shade(0.6), bottom.getAttribute("fill"));
    }

    @Test
    void reachesSomewhatBeyondThePoints() {
        List<Tensor> asked = new ArrayList<>();
        String svg = DecisionMap.of(
                        Tensor.of(new double[][] {{10, -1}, {20, 3}}), Tensor.of(0, 0), List.of("all"), grid -> {
                            asked.add(grid);
                            return Tensor.ones(Shape.of(grid.shape().extent(0), 1));
                        })
                .svg();
        Tensor grid = asked.get(0);
        assertEquals(9.2 + 11.6 / 160, grid.get(0, 0), 1e-12);
        assertEquals(-1.32 + 4.64 / 160, grid.get(0, 1), 1e-12);
        assertEquals(20.8 - 11.6 / 160, grid.get(6399, 0), 1e-12);
        assertEquals(3.32 - 4.64 / 160, grid.get(6399, 1), 1e-12);
        Element frame = Xml.all(Xml.parse(svg), "rect").stream()
                .filter(rect -> rect.getAttribute("fill").equals("none"))
                .findFirst()
                .orElseThrow();
        double left = Xml.number(frame, "x");
        double bottom = Xml.number(frame, "y") + Xml.number(frame, "height");
        List<Element> rows = cells(svg);
        assertEquals(left, Xml.number(rows.get(0), "x"), 0.02);
        assertEquals(Xml.number(frame, "width"), Xml.number(rows.get(0), "width"), 0.02);
        assertEquals(bottom, Xml.number(rows.get(0), "y") + Xml.number(rows.get(0), "height"), 0.02);
        assertEquals(Xml.number(frame, "y"), Xml.number(rows.get(79), "y"), 0.02);
        String[] point = Xml.all(Xml.parse(svg), "path").stream()
                .reduce((before, last) -> last)
                .orElseThrow()
                .getAttribute("d")
                .split("[Mm ]", -1);
        assertEquals(left + 0.8 / 11.6 * Xml.number(frame, "width"), Double.parseDouble(point[1]), 0.02);
        assertEquals(bottom - 0.32 / 4.64 * Xml.number(frame, "height"), Double.parseDouble(point[2]), 0.02);
    }

    @Test
    void samplesHaveTheShapeAndColourOfTheirClass() {
        String svg = DecisionMap.of(POINTS, LABELS, NAMES, DecisionMapTest::byFirstCoordinate)
                .svg();
        List<Element> paths = Xml.all(Xml.parse(svg), "path");
        for (int k = 0; k < 2; k++) {
            Element path = paths.get(paths.size() - 2 + k);
            assertEquals(Swatch.of(k).colour, path.getAttribute("fill"));
            assertEquals(
                    k + 1, path.getAttribute("d").split(Swatch.of(k).shape, -1).length - 1, path.getAttribute("d"));
        }
    }

    @Test
    void namesAndTitleAreWritten() {
        String svg = DecisionMap.of(POINTS, LABELS, NAMES, DecisionMapTest::byFirstCoordinate)
                .withTitle("Halves")
                .withAxes("width", "height")
                .svg();
        assertTrue(Labels.texts(svg).containsAll(List.of("Halves", "left", "right", "width", "height")));
        assertEquals("Decision map of Halves: 3 points of 2 classes: left, right", Labels.title(svg));
    }

    @Test
    void ofVeryManyPointsSomeAreDrawn() {
        Tensor points = Tensor.zeros(Shape.of(5000, 2));
        String svg = DecisionMap.of(
                        points,
                        Tensor.zeros(Shape.of(5000)),
                        List.of("a"),
                        grid -> Tensor.ones(Shape.of(grid.shape().extent(0), 1)))
                .svg();
        assertTrue(Labels.title(svg).startsWith("Decision map: 5,000 points"), Labels.title(svg));
        assertTrue(
                Labels.texts(svg).contains("1 of every 10 points is drawn"),
                Labels.texts(svg).toString());
    }

    @Test
    void refusesWhatItCannotDraw() {
        UnaryOperator<Tensor> classifier = DecisionMapTest::byFirstCoordinate;
        assertRefused(
                "a decision map of points [3, 2] and labels [2]: must be [n, 2] and [n], at least one",
                () -> DecisionMap.of(POINTS, Tensor.of(0, 1), NAMES, classifier));
        assertRefused(
                "a decision map of points [0, 2] and labels [0]: must be [n, 2] and [n], at least one",
                () -> DecisionMap.of(Tensor.zeros(Shape.of(0, 2)), Tensor.of(), NAMES, classifier));
        assertRefused(
                "a decision map of 9 classes: must be 1 to 8",
                () -> DecisionMap.of(POINTS, LABELS, Collections.nCopies(9, "a"), classifier));
        assertRefused(
                "the label of point 2 must be a whole number from 0 to 1, was 2.0",
                () -> DecisionMap.of(POINTS, Tensor.of(0, 1, 2), NAMES, classifier));
        assertRefused(
                "point 0 must be finite, was [NaN, 1.0]",
                () -> DecisionMap.of(Tensor.of(new double[][] {{Double.NaN, 1}}), Tensor.of(0), NAMES, classifier));
        assertRefused(
                "the classifier of a decision map must answer with probabilities of shape [6400, 2], "
                        + "answered with [6400]",
                () -> DecisionMap.of(POINTS, LABELS, NAMES, grid -> Tensor.zeros(Shape.of(6400)))
                        .svg());
        assertRefused(
                "the classifier of a decision map answered with NaN",
                () -> DecisionMap.of(POINTS, LABELS, NAMES, grid -> Tensor.full(grid.shape(), Double.NaN))
                        .svg());
    }
}
