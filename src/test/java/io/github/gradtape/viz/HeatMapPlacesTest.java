package io.github.gradtape.viz;

import static io.github.gradtape.viz.Labels.cells;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Where values, labels, frames and the legend of a heat map stand. */
class HeatMapPlacesTest {

    /** How far the baseline of a text is below its middle. */
    private static final double BASELINE = 0.35 * 11;

    /** Coordinates are in hundredths. */
    private static final double ROUNDING = 0.02;

    private static final HeatMap SQUARE = HeatMap.of(Tensor.of(new double[][] {{11, 22}, {33, 44}}));

    private static List<Element> rects(String svg) {
        return Xml.all(Xml.parse(svg), "rect");
    }

    private static Element text(String svg, String content) {
        return Xml.all(Xml.parse(svg), "text").stream()
                .filter(text -> text.getTextContent().equals(content))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static double middleX(Element rect) {
        return Xml.number(rect, "x") + Xml.number(rect, "width") / 2;
    }

    private static double middleY(Element rect) {
        return Xml.number(rect, "y") + Xml.number(rect, "height") / 2;
    }

    @Test
    void aValueStandsInTheMiddleOfItsCell() {
        String svg = SQUARE.svg();
        Element cell = cells(svg).get(2);
        Element value = text(svg, "33");
        assertEquals("middle", value.getAttribute("text-anchor"));
        assertEquals(middleX(cell), Xml.number(value, "x"), ROUNDING);
        assertEquals(middleY(cell) + BASELINE, Xml.number(value, "y"), ROUNDING);
    }

    @Test
    void aLabelStandsBesideTheMiddleOfItsRowOrColumn() {
        String svg = SQUARE.withLabels(List.of("r0", "r1"), List.of("c0", "c1")).svg();
        Element cell = cells(svg).get(3);
        Element row = text(svg, "r1");
        assertEquals("end", row.getAttribute("text-anchor"));
        assertEquals(middleY(cell) + BASELINE, Xml.number(row, "y"), ROUNDING);
        assertTrue(Xml.number(row, "x") < Xml.number(cells(svg).get(2), "x"));
        Element column = text(svg, "c1");
        assertEquals("middle", column.getAttribute("text-anchor"));
        assertEquals(middleX(cell), Xml.number(column, "x"), ROUNDING);
        assertTrue(Xml.number(column, "y") < Xml.number(cells(svg).get(1), "y"));
    }

    @Test
    void labelsOfColumnsAreUprightIfOneIsWiderThanACell() {
        String svg =
                SQUARE.withLabels(List.of(), List.of("c0", "wider than a cell")).svg();
        Element cell = cells(svg).get(1);
        String transform = ((Element) text(svg, "wider than a cell").getParentNode()).getAttribute("transform");
        String x = Svg.number(middleX(cell));
        String y = Svg.number(Xml.number(cell, "y") - 6);
        assertEquals("translate(" + x + " " + y + ") rotate(-90)", transform);
    }

    @Test
    void aMarkFramesTheBlockOfItsElement() {
        for (boolean rows : new boolean[] {true, false}) {
            HeatMap map = HeatMap.of(Tensor.zeros(rows ? Shape.of(200, 3) : Shape.of(3, 200)));
            List<Element> rects = rects((rows ? map.withMark(5, 1) : map.withMark(1, 5)).svg());
            Element first = rects.get(1);
            Element frame = rects.get(rects.size() - 1);
            for (String side : List.of("x", "y")) {
                int cell = side.equals("y") == rows ? 2 : 1;
                assertEquals(Xml.number(first, side) + 6 * cell - 2, Xml.number(frame, side), ROUNDING);
            }
        }
    }

    @Test
    void theNumbersOfTheLegendStandAtItsEndsAndItsMiddle() {
        String svg = HeatMap.of(Tensor.of(-4, 3, 4)).withRange(2).svg();
        List<Element> bar = rects(svg).stream()
                .filter(rect -> rect.getAttribute("width").equals("14"))
                .filter(rect -> !rect.getAttribute("fill").equals("none"))
                .toList();
        double top = Xml.number(bar.get(0), "y");
        double bottom = Xml.number(bar.get(20), "y") + Xml.number(bar.get(20), "height");
        assertEquals(top + 5.5 + BASELINE, Xml.number(text(svg, "≥ 2"), "y"), ROUNDING);
        assertEquals((top + bottom) / 2 + BASELINE, Xml.number(text(svg, "0"), "y"), ROUNDING);
        assertEquals(bottom - 5.5 + BASELINE, Xml.number(text(svg, "≤ -2"), "y"), ROUNDING);
        for (String number : List.of("≥ 2", "0", "≤ -2")) {
            assertEquals(Xml.number(bar.get(0), "x") + 21, Xml.number(text(svg, number), "x"), ROUNDING);
        }
    }

    @Test
    void coloursOfNanAndInfinityStandBeforeTheirWordsInTheLegend() {
        String svg = HeatMap.of(Tensor.of(Double.NaN, Double.NEGATIVE_INFINITY)).svg();
        List<Element> samples = rects(svg).stream()
                .filter(rect -> rect.getAttribute("width").equals("14"))
                .toList();
        assertEquals(
                List.of(Palette.NAN, Palette.INFINITE),
                samples.stream().map(rect -> rect.getAttribute("fill")).toList());
        for (int i = 0; i < 2; i++) {
            Element word = text(svg, List.of("NaN", "infinite").get(i));
            assertEquals(Xml.number(samples.get(i), "x") + 21, Xml.number(word, "x"), ROUNDING);
            assertEquals(middleY(samples.get(i)) + BASELINE, Xml.number(word, "y"), ROUNDING);
        }
    }

    @Test
    void sixteenCellsSideBySideAreNarrowerThanFew() {
        assertEquals(
                "62",
                cells(HeatMap.of(Tensor.zeros(Shape.of(2, 11))).svg()).get(0).getAttribute("width"));
        assertEquals(
                "45",
                cells(HeatMap.of(Tensor.zeros(Shape.of(2, 16))).svg()).get(0).getAttribute("width"));
    }
}
