package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Drawing.Line;
import io.github.gradtape.viz.Drawing.Rectangle;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class GraphSvgTest {

    private final Tape tape = new Tape();

    private Node leaf() {
        return tape.leaf(Tensor.scalar(1));
    }

    private static Node op(Node... primals) {
        return new Join("op").apply(primals);
    }

    private static double middle(Rectangle box) {
        return (box.left() + box.right()) / 2;
    }

    @Test
    void opsLeavesConstantsAndTheOutputDifferWithoutColours() {
        String svg = Graph.of(op(op(leaf()), Node.constant(1))).svg();
        List<Element> boxes = Xml.all(Xml.parse(svg), "rect").stream().skip(1).toList();
        assertEquals(List.of("16", "3", "3", "3"), attributes("rx", boxes), "a leaf is round");
        assertEquals(List.of("", "", "5 3", ""), attributes("stroke-dasharray", boxes), "a constant is dashed");
        assertEquals(List.of("1.25", "1.25", "1.25", "2.5"), attributes("stroke-width", boxes), "the output is bold");
    }

    private static List<String> attributes(String name, List<Element> elements) {
        return elements.stream().map(element -> element.getAttribute(name)).toList();
    }

    @Test
    void theLinesOfABoxDifferInWeightAndColour() {
        Node x = leaf();
        String svg = Graph.of(x).withValues().withCotangents(Node::value).svg();
        List<Element> lines = Xml.all(Xml.parse(svg), "text");
        assertEquals(List.of("bold", "", "", ""), attributes("font-weight", lines));
        assertEquals(List.of("13", "11", "11", "11"), attributes("font-size", lines));
        assertEquals(List.of("#1a1a1a", "#555555", "#1d4f8a", "#9a3412"), attributes("fill", lines));
    }

    @Test
    void opsAreInOneLineAndSoIsTheEdgeThatPassesThem() {
        Node x = leaf();
        Node y = op(x);
        for (int i = 0; i < 5; i++) {
            y = op(y, x);
        }
        Drawing drawing = Drawing.of(Graph.of(y).svg());
        for (int i = 2; i <= 6; i++) {
            assertEquals(
                    middle(drawing.boxes().get("n1")), middle(drawing.boxes().get("n" + i)));
        }
        double right = drawing.boxes().get("n1").right();
        List<Line> passing = drawing.lines().get("n0").stream()
                .filter(line -> line.start().y() > drawing.boxes().get("n0").bottom())
                .toList();
        assertTrue(passing.size() > 5, passing::toString);
        assertEquals(
                1, passing.stream().map(line -> line.start().x()).distinct().count(), passing::toString);
        assertTrue(passing.get(0).start().x() > right);
    }

    @Test
    void aLongEdgePassesAWideOpInOneLine() {
        Node x = leaf();
        Node y = op(x);
        for (int i = 0; i < 20; i++) {
            y = i == 10 ? new Join("an op with a long name").apply(y) : op(y);
        }
        Drawing drawing = Drawing.of(Graph.of(op(y, x)).svg());
        double right = drawing.boxes().get("n12").right();
        List<Line> passing = drawing.lines().get("n0").stream()
                .filter(line -> line.start().y() > drawing.boxes().get("n0").bottom())
                .toList();
        assertEquals(21, passing.size());
        passing.forEach(line -> assertEquals(right + 18, line.start().x(), line::toString));
    }

    @Test
    void edgesThatNeedNotCrossDoNot() {
        Node x = leaf();
        // in the order in which they are met, the edge from x to the output would pass the other op of x on its right
        Drawing drawing = Drawing.of(Graph.of(op(op(leaf()), x, op(x))).svg());
        Rectangle left = drawing.boxes().get("n1");
        Rectangle right = drawing.boxes().get("n3");
        Line passing =
                drawing.lines().get("n2").stream().reduce((first, last) -> last).orElseThrow();
        assertTrue(left.right() < passing.start().x(), () -> passing + " and " + left);
        assertTrue(passing.start().x() < right.left(), () -> passing + " and " + right);
    }

    @Test
    void primalsStandAroundTheirOp() {
        Drawing drawing = Drawing.of(Graph.of(op(leaf(), leaf(), leaf())).svg());
        List<Rectangle> boxes =
                Stream.of("n0", "n1", "n2", "n3").map(drawing.boxes()::get).toList();
        assertEquals(middle(boxes.get(1)), middle(boxes.get(3)));
        assertEquals(28, boxes.get(1).left() - boxes.get(0).right());
        assertEquals(28, boxes.get(2).left() - boxes.get(1).right());
        assertEquals(20, boxes.get(0).left());
        assertEquals(20, drawing.width() - boxes.get(2).right());
    }

    @Test
    void theFartherEdgesGoAsideTheMoreRoomTheyHave() {
        assertEquals(40, gap(op(leaf())));
        double few = gap(op(leaf(), leaf(), leaf(), leaf()));
        assertTrue(40 < few && few < 100, () -> few + " pixels");
        assertEquals(100, gap(op(IntStream.range(0, 40).mapToObj(i -> leaf()).toArray(Node[]::new))));
    }

    /** From the first leaf down to the output. */
    private static double gap(Node output) {
        Drawing drawing = Drawing.of(Graph.of(output).svg());
        Rectangle last = drawing.boxes().get("n" + output.primals().size());
        return last.top() - drawing.boxes().get("n0").bottom();
    }
}
