package io.github.gradtape.viz;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static io.github.gradtape.viz.Labels.cells;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ConfusionMapTest {

    private static final Tensor COUNTS = Tensor.of(new double[][] {{30, 10, 0}, {1, 0, 1}, {0, 0, 0}});
    private static final ConfusionMap MAP = ConfusionMap.of(COUNTS, List.of("cat", "dog", "<cow>"));

    @Test
    void shadesAreSharesOfTheTrueClass() {
        List<String> expected = List.of(
                Palette.colour(-0.75, 1),
                Palette.colour(0.25, 1),
                Palette.colour(0, 1),
                Palette.colour(0.5, 1),
                Palette.colour(0, 1),
                Palette.colour(0.5, 1),
                Palette.colour(0, 1),
                Palette.colour(0, 1),
                Palette.colour(0, 1));
        assertEquals(
                expected,
                cells(MAP.svg()).stream().map(cell -> cell.getAttribute("fill")).toList());
    }

    @Test
    void everyCellTellsItsCount() {
        List<Element> cells = cells(MAP.svg());
        assertEquals("true cat, predicted dog: 10 of 40", cells.get(1).getTextContent());
        assertEquals("true <cow>, predicted cat: 0 of 0", cells.get(6).getTextContent());
    }

    @Test
    void countsAboveZeroAreWritten() {
        assertEquals(
                List.of(
                        "Pets",
                        "predicted",
                        "true",
                        "cat",
                        "cat",
                        "dog",
                        "dog",
                        "<cow>",
                        "<cow>",
                        "30",
                        "10",
                        "1",
                        "1",
                        "blue: right, red: wrong",
                        "darker: a larger share of its row"),
                Labels.texts(MAP.withTitle("Pets").svg()));
    }

    @Test
    void aCountThatDoesNotFitIsLeftOutAlone() {
        Tensor counts = Tensor.of(new double[][] {{1e9, 1}, {2, 3}});
        String svg = ConfusionMap.of(counts, List.of("a", "b")).svg();
        assertEquals(
                List.of("a", "a", "b", "b", "1", "2", "3"), Labels.texts(svg).subList(2, 9));
        assertEquals(
                "true a, predicted a: 1,000,000,000 of 1,000,000,001",
                cells(svg).get(0).getTextContent());
    }

    @Test
    void cellsAreWidenedForTheirCounts() {
        int classes = 26;
        double[] counts = new double[classes * classes];
        counts[0] = 1234;
        counts[1] = 12_345;
        String svg = ConfusionMap.of(Tensor.of(Shape.of(classes, classes), counts), Collections.nCopies(classes, "a"))
                .svg();
        assertTrue(Labels.texts(svg).contains("1234"), svg);
        assertFalse(Labels.texts(svg).contains("12345"), svg);
        assertEquals(30, Xml.number(cells(svg).get(0), "width"));
        Labels.assertSound(svg);
    }

    @Test
    void theTitleForReadersSumsItUp() {
        assertEquals(
                "Confusion matrix of Pets: 30 of 42 samples in 3 classes classified right",
                Labels.title(MAP.withTitle("Pets").svg()));
    }

    @Test
    void asManyClassesAsAreAllowedAreDrawn() {
        int most = ConfusionMap.MOST_CLASSES;
        Labels.assertSound(ConfusionMap.of(Tensor.ones(Shape.of(most, most)), Collections.nCopies(most, "class"))
                .svg());
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertRefused(
                "a confusion matrix of shape [2, 3]: must be [classes, classes], at least one",
                () -> ConfusionMap.of(Tensor.zeros(Shape.of(2, 3)), List.of("a", "b")));
        assertRefused(
                "a confusion matrix of shape [0, 0]: must be [classes, classes], at least one",
                () -> ConfusionMap.of(Tensor.zeros(Shape.of(0, 0)), List.of()));
        assertRefused(
                "a confusion matrix of 65 classes: no more than 64 are drawn; HeatMap draws more",
                () -> ConfusionMap.of(Tensor.zeros(Shape.of(65, 65)), List.of()));
        assertRefused("2 names for 3 classes: give one for each", () -> ConfusionMap.of(COUNTS, List.of("cat", "dog")));
        assertRefused(
                "the count of row 0, column 1 must be a whole number from 0 on, was 0.5",
                () -> ConfusionMap.of(Tensor.of(new double[][] {{1, 0.5}, {1, 1}}), List.of("a", "b")));
        assertRefused(
                "the count of row 0, column 0 must be a whole number from 0 on, was Infinity",
                () -> ConfusionMap.of(Tensor.of(new double[][] {{Double.POSITIVE_INFINITY}}), List.of("a")));
    }
}
