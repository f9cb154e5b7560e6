package io.github.gradtape.viz;

import static io.github.gradtape.viz.Labels.cells;
import static io.github.gradtape.viz.Labels.texts;
import static io.github.gradtape.viz.Labels.title;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HeatMapTest {

    private static final Tensor SMALL = Tensor.of(new double[][] {{0.5, -0.25, 0}, {Double.NaN, 1, -1e-9}});

    private static List<String> fills(String svg) {
        return cells(svg).stream().map(cell -> cell.getAttribute("fill")).toList();
    }

    private static List<String> told(String svg) {
        return cells(svg).stream().map(Element::getTextContent).toList();
    }

    /** The numbers 1, 2, 3, … in row-major order. */
    private static Tensor counting(int... extents) {
        double[] values = new double[Shape.of(extents).size()];
        Arrays.setAll(values, i -> i + 1);
        return Tensor.of(Shape.of(extents), values);
    }

    @Test
    void everyCellHasTheColourOfItsElement() {
        assertEquals(
                List.of(
                        Palette.colour(0.5, 1),
                        Palette.colour(-0.25, 1),
                        "#f7f7f7",
                        Palette.NAN,
                        "#67001f",
                        Palette.colour(-1e-9, 1)),
                fills(HeatMap.of(SMALL).svg()));
    }

    @Test
    void everyCellTellsItsElement() {
        assertEquals(
                List.of(
                        "row 0, column 0: 0.5",
                        "row 0, column 1: -0.25",
                        "row 0, column 2: 0",
                        "row 1, column 0: NaN",
                        "row 1, column 1: 1",
                        "row 1, column 2: -1e-9"),
                told(HeatMap.of(SMALL).svg()));
    }

    @Test
    void cellsStandInRowsAndColumnsAndTouch() {
        List<Element> cells = cells(HeatMap.of(SMALL).svg());
        Element first = cells.get(0);
        for (int i = 0; i < 6; i++) {
            Element cell = cells.get(i);
            int row = i / 3;
            int column = i % 3;
            assertEquals(Xml.number(first, "x") + column * Xml.number(first, "width"), Xml.number(cell, "x"), 0.01);
            assertEquals(Xml.number(first, "y") + row * Xml.number(first, "height"), Xml.number(cell, "y"), 0.01);
        }
    }

    @Test
    void valuesArePrintedWithDecimalsInCommon() {
        assertEquals(
                List.of("0.50", "-0.25", "0", "NaN", "1.00", "0.00"),
                texts(HeatMap.of(SMALL).svg()).subList(7, 13));
        assertEquals(
                List.of("1", "12345", "-3"),
                texts(HeatMap.of(Tensor.of(1, 12345, -3)).svg()).subList(5, 8));
        assertEquals(
                List.of("1", "2", "-3"),
                texts(HeatMap.of(Tensor.of(1, 2, -3)).svg()).subList(5, 8));
        assertEquals(
                List.of("1.5e9", "-2e-4", "∞"),
                texts(HeatMap.of(Tensor.of(1.5e9, -2e-4, Double.POSITIVE_INFINITY))
                                .svg())
                        .subList(5, 8));
    }

    @Test
    void aPrintedValueIsWithinItsCell() {
        Tensor wide = Tensor.of(-0.001234, -0.001, -0.0099);
        String svg = HeatMap.of(wide).svg();
        Element cell = cells(svg).get(0);
        for (String text : texts(svg).subList(5, 8)) {
            assertTrue(0.617 * 11 * text.length() < Xml.number(cell, "width"), text);
        }
        assertEquals(List.of("-0.00123", "-0.00100", "-0.00990"), texts(svg).subList(5, 8));
    }

    @Test
    void twoDigitsOfAnySmallNumberHaveRoom() {
        Tensor small = Tensor.of(-1.93e-10, -1.74e-10, 3.55e-11);
        assertEquals(
                List.of("-1.9e-10", "-1.7e-10", "3.6e-11"),
                texts(HeatMap.of(small).svg()).subList(5, 8));
    }

    @Test
    void noValueIsPrintedIfOneDoesNotFit() {
        double[] values = new double[32];
        assertTrue(texts(HeatMap.of(Tensor.of(Shape.of(2, 16), values)).svg()).size() > 32);
        values[7] = -1.2e-100;
        values[8] = 1e100;
        String svg = HeatMap.of(Tensor.of(Shape.of(2, 16), values)).svg();
        assertEquals(2 + 2 + 16 + 3, texts(svg).size());
        assertEquals("row 0, column 7: -1.2e-100", told(svg).get(7));
    }

    @Test
    void nanAndInfinityAreInTheLegendIfThereAreAny() {
        assertFalse(texts(HeatMap.of(counting(2, 2)).svg()).contains("NaN"));
        String svg = HeatMap.of(Tensor.of(Double.NaN, Double.NEGATIVE_INFINITY)).svg();
        assertEquals(List.of("NaN", "-∞", "NaN", "infinite"), last(4, texts(svg)));
        assertEquals(List.of(Palette.NAN, Palette.INFINITE), fills(svg));
        assertEquals("Heat map: 1 × 2, colours from 0 to 0, 1 NaN, 1 infinite", title(svg));
    }

    private static List<String> last(int count, List<String> all) {
        return all.subList(all.size() - count, all.size());
    }

    @Test
    void nansAreCrossedOutFromCornerToCornerWhereValuesAreNotPrinted() {
        double[] values = new double[1600];
        values[41] = Double.NaN;
        String svg = HeatMap.of(Tensor.of(Shape.of(40, 40), values)).svg();
        Element cell = cells(svg).get(41);
        List<Element> crosses = Xml.all(Xml.parse(svg), "path");
        assertEquals(1, crosses.size());
        assertEquals(
                "M%s %sl16 16m0 -16l-16 16".formatted(cell.getAttribute("x"), cell.getAttribute("y")),
                crosses.get(0).getAttribute("d"));
    }

    @Test
    void theLegendShowsTheRange() {
        assertEquals(
                List.of("0.5", "0", "-0.5"),
                last(3, texts(HeatMap.of(Tensor.of(0.25, -0.5)).svg())));
        assertEquals(
                List.of("0.5", "0"), last(2, texts(HeatMap.of(Tensor.of(0, 0.5)).svg())));
    }

    @Test
    void theLegendHasTheColoursOfItsNumbers() {
        assertColours(HeatMap.of(Tensor.of(0.25, -4)), 4, 2, 0, -2, -4);
        assertColours(HeatMap.of(Tensor.of(0.25, 4)), 4, 3, 2, 1, 0);
        assertEquals(List.of(), bar(HeatMap.of(Tensor.of(0, 0)).svg()));
    }

    private static void assertColours(HeatMap map, double... expected) {
        List<String> bar = bar(map.svg());
        assertEquals(21, bar.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Palette.colour(expected[i], 4), bar.get(5 * i));
        }
    }

    /** The colours of the bar from the top, which stand below each other and touch. */
    private static List<String> bar(String svg) {
        List<Element> steps = Xml.all(Xml.parse(svg), "rect").stream()
                .filter(rect -> rect.getAttribute("width").equals("14")
                        && !rect.getAttribute("fill").equals("none"))
                .toList();
        for (int i = 1; i < steps.size(); i++) {
            Element above = steps.get(i - 1);
            assertEquals(above.getAttribute("x"), steps.get(i).getAttribute("x"));
            assertEquals(Xml.number(above, "y") + Xml.number(above, "height"), Xml.number(steps.get(i), "y"), 0.01);
        }
        return steps.stream().map(rect -> rect.getAttribute("fill")).toList();
    }

    @Test
    void theRangeCanBeGiven() {
        String svg = HeatMap.of(Tensor.of(0.25, -5)).withRange(1).svg();
        assertEquals(List.of(Palette.colour(0.25, 1), "#053061"), fills(svg));
        assertEquals(List.of("≥ 1", "0", "≤ -1"), last(3, texts(svg)));
        assertEquals(
                List.of("7", "0", "-7"),
                last(3, texts(HeatMap.of(Tensor.of(-7)).withRange(7).svg())));
    }

    @Test
    void titleAxesAndLabelsAreShown() {
        String svg = HeatMap.of(counting(2, 2))
                .withTitle("A <title> &\nmore")
                .withAxes("true", "predicted")
                .withLabels(List.of("cat", "dog"), List.of("c", "a very long label that is shortened"))
                .svg();
        assertEquals(
                List.of("A <title> & more", "predicted", "true", "cat", "dog", "c", "a very long label that…"),
                texts(svg).subList(0, 7));
        assertEquals("true cat, predicted c: 1", told(svg).get(0));
        assertEquals("Heat map of A <title> & more: 2 × 2, colours from 0 to 4", title(svg));
    }

    @Test
    void theFirstAxesAreTheRows() {
        List<String> told = told(HeatMap.of(counting(2, 2, 3), 1).svg());
        assertEquals("row 0, column 0,0: 1", told.get(0));
        assertEquals("row 0, column 1,2: 6", told.get(5));
        assertEquals("row 1, column 0,1: 8", told.get(7));
        assertEquals(
                "row 1,0, column 1: 8",
                told(HeatMap.of(counting(2, 2, 3)).svg()).get(7));
        assertEquals(
                List.of("column 0: 1", "column 1: 2"),
                told(HeatMap.of(counting(2)).svg()));
        assertEquals(
                List.of("row 0: 1", "row 1: 2"), told(HeatMap.of(counting(2), 1).svg()));
        assertEquals(List.of("1"), told(HeatMap.of(Tensor.scalar(1)).svg()));
    }

    @Test
    void theMarkedCellIsFramedAndTold() {
        HeatMap map = HeatMap.of(SMALL);
        String svg = map.withMark(1, 2).svg();
        Element cell = cells(svg).get(5);
        List<Element> frames = frames(svg);
        assertEquals(2, frames.size());
        for (String attribute : List.of("x", "y", "width", "height")) {
            assertEquals(cell.getAttribute(attribute), frames.get(1).getAttribute(attribute));
        }
        assertEquals(List.of("framed: row 1, column 2: -1e-9"), last(1, texts(svg)));
        assertEquals(List.of(), frames(map.svg()));
    }

    private static List<Element> frames(String svg) {
        return Xml.all(Xml.parse(svg), "rect").stream()
                .filter(rect -> List.of("black", "white").contains(rect.getAttribute("stroke")))
                .toList();
    }

    @Test
    void anEmptyMatrixSaysSo() {
        String svg = HeatMap.of(Tensor.zeros(Shape.of(0, 3))).svg();
        assertEquals(List.of("no elements"), last(1, texts(svg)));
        assertEquals(List.of(), cells(svg));
    }

    @Nested
    class OfManyCells {

        private static final int FIRST_CELL = 1;

        @Test
        void neighboursOfOneColourAreOneRectangle() {
            double[] values = new double[100];
            Arrays.fill(values, 50, 100, 1);
            List<Element> rects =
                    Xml.all(Xml.parse(HeatMap.of(Tensor.of(values)).svg()), "rect");
            Element zeros = rects.get(FIRST_CELL);
            Element ones = rects.get(FIRST_CELL + 1);
            assertEquals("#f7f7f7", zeros.getAttribute("fill"));
            assertEquals("#67001f", ones.getAttribute("fill"));
            assertEquals(zeros.getAttribute("width"), ones.getAttribute("width"));
            assertEquals(Xml.number(zeros, "x") + Xml.number(zeros, "width"), Xml.number(ones, "x"), 0.01);
        }

        @Test
        void aBlockHasTheColourOfItsGreatestElement() {
            double[] values = new double[200 * 3];
            values[5] = -2;
            values[6] = 1;
            values[11] = 1;
            values[12] = Double.NaN;
            values[13] = Double.POSITIVE_INFINITY;
            values[18] = Double.NEGATIVE_INFINITY;
            String svg = HeatMap.of(Tensor.of(Shape.of(200, 3), values))
                    .withMark(5, 1)
                    .svg();
            List<String> fills = Xml.all(Xml.parse(svg), "rect").stream()
                    .map(rect -> rect.getAttribute("fill"))
                    .toList()
                    .subList(FIRST_CELL, FIRST_CELL + 9);
            String zero = "#f7f7f7";
            String one = Palette.colour(1, 2);
            assertEquals(
                    List.of(zero, "#053061", one, zero, one, Palette.NAN, Palette.INFINITE, zero, Palette.INFINITE),
                    fills);
            assertEquals(
                    List.of("framed: row 5, column 1: 0", "each cell: the greatest of a block of 2 × 1"),
                    last(2, texts(svg)));
        }

        @Test
        void onlySomePositionsAreLabels() {
            String svg = HeatMap.of(counting(300, 1)).svg();
            assertEquals(List.of("column", "row", "0", "15", "30"), texts(svg).subList(0, 5));
        }

        @Test
        void columnsAreInBlocksAsRowsAre() {
            double[] values = new double[2 * 300];
            values[5] = -2;
            values[300 + 7] = 1;
            String svg = HeatMap.of(Tensor.of(Shape.of(2, 300), values)).svg();
            List<Element> rects = Xml.all(Xml.parse(svg), "rect");
            assertEquals(List.of(Palette.colour(0, 2), "#053061", Palette.colour(0, 2)), fills(rects.subList(1, 4)));
            assertEquals(List.of(Palette.colour(0, 2), Palette.colour(1, 2)), fills(rects.subList(4, 6)));
            assertEquals(Xml.number(rects.get(2), "x") + 6, Xml.number(rects.get(5), "x"), 0.01);
            assertEquals(
                    List.of("column", "row", "0", "0", "15", "30"), texts(svg).subList(0, 6));
        }

        private static List<String> fills(List<Element> rects) {
            return rects.stream().map(rect -> rect.getAttribute("fill")).toList();
        }

        @Test
        void aLargeMatrixStaysASmallPicture() {
            double[] values = new double[1_000_000];
            Arrays.setAll(values, i -> Math.sin(i));
            String svg = HeatMap.of(Tensor.of(Shape.of(1000, 1000), values)).svg();
            assertTrue(svg.length() < 2_000_000, () -> svg.length() + " characters");
        }
    }
}
