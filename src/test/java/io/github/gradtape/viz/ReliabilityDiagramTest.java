package io.github.gradtape.viz;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReliabilityDiagramTest {

    private static final double NAN = Double.NaN;

    private final String svg = ReliabilityDiagram.of(
                    Tensor.of(NAN, 0.4, 0.6, 0.9), Tensor.of(NAN, 0.4, 0.5, 1), Tensor.of(0, 10, 20, 70))
            .withTitle("before")
            .svg();

    private static double[] place(Element frame, double x, double y) {
        return new double[] {
            Xml.number(frame, "x") + x * Xml.number(frame, "width"),
            Xml.number(frame, "y") + (1 - y) * Xml.number(frame, "height")
        };
    }

    private static Element frame(Element root) {
        return Xml.all(root, "rect").stream()
                .filter(rect -> rect.getAttribute("fill").equals("none"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyBinWithSamplesIsAPoint() {
        Element root = Xml.parse(svg);
        List<Element> points = Xml.all(root, "circle");
        double[][] expected = {{0.4, 0.4}, {0.6, 0.5}, {0.9, 1}};
        assertEquals(expected.length, points.size());
        for (int i = 0; i < expected.length; i++) {
            double[] place = place(frame(root), expected[i][0], expected[i][1]);
            assertEquals(place[0], Xml.number(points.get(i), "cx"), 0.02);
            assertEquals(place[1], Xml.number(points.get(i), "cy"), 0.02);
        }
        assertEquals("confidence 0.6, accuracy 0.5: 20 samples", points.get(1).getTextContent());
    }

    @Test
    void theBarsAreAsHighAsTheirBinsAreFull() {
        List<Element> bars = Xml.all(Xml.parse(svg), "rect").stream()
                .filter(rect -> rect.getAttribute("fill").equals("#d9d9d9"))
                .toList();
        assertEquals(4, bars.size(), "three bins and the legend");
        double unit = Xml.number(bars.get(0), "height") / 10;
        assertEquals(20 * unit, Xml.number(bars.get(1), "height"), 0.05);
        assertEquals(70 * unit, Xml.number(bars.get(2), "height"), 0.05);
    }

    @Test
    void theCalibrationErrorIsWrittenBelow() {
        // 0.1 · 0 + 0.2 · 0.1 + 0.7 · 0.1
        assertTrue(Labels.texts(svg).contains("100 samples, expected calibration error 0.0900"));
        assertEquals(
                "Reliability diagram of before: 100 samples, expected calibration error 0.0900", Labels.title(svg));
    }

    @Test
    void samplesAreCountedInFullAndOneIsOne() {
        Tensor half = Tensor.of(0.5, 0.5);
        String svg = ReliabilityDiagram.of(half, half, Tensor.of(1_234_566, 1)).svg();
        assertTrue(Labels.texts(svg).contains("1,234,567 samples, expected calibration error 0"));
        List<String> told = Xml.all(Xml.parse(svg), "circle").stream()
                .map(Element::getTextContent)
                .toList();
        assertEquals(
                List.of("confidence 0.5, accuracy 0.5: 1,234,566 samples", "confidence 0.5, accuracy 0.5: 1 sample"),
                told);
    }

    @Test
    void refusesWhatItCannotDraw() {
        Tensor half = Tensor.of(0.5);
        assertRefused(
                "a reliability diagram of confidences [1], accuracies [2] and counts [1]: must be vectors of one length",
                () -> ReliabilityDiagram.of(half, Tensor.of(0.5, 0.5), half));
        assertRefused(
                "the count of bin 0 must be a whole number from 0 on, was 0.5",
                () -> ReliabilityDiagram.of(half, half, half));
        assertRefused(
                "the count of bin 0 must be a whole number from 0 on, was -1.0",
                () -> ReliabilityDiagram.of(half, half, Tensor.of(-1)));
        assertRefused(
                "the confidence of bin 0 must be between 0 and 1, was NaN",
                () -> ReliabilityDiagram.of(Tensor.of(NAN), half, Tensor.of(1)));
        assertRefused(
                "the accuracy of bin 0 must be between 0 and 1, was 1.5",
                () -> ReliabilityDiagram.of(half, Tensor.of(1.5), Tensor.of(1)));
        assertRefused(
                "a reliability diagram needs at least one sample",
                () -> ReliabilityDiagram.of(Tensor.of(), Tensor.of(), Tensor.of()));
    }
}
