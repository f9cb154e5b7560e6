package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Drawing.Line;
import io.github.gradtape.viz.Drawing.Point;
import io.github.gradtape.viz.Drawing.Rectangle;
import io.github.gradtape.viz.Drawing.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Element;

/** Laws of the drawings of random graphs. */
class GraphSvgProperties {

    private static final int TRIES = 80;

    /**
     * A graph with its drawing.
     *
     * @param nodes the nodes, in an order of the test's own
     * @param ids the ids of their boxes
     */
    record Case(Graph graph, List<Node> nodes, Map<Node, String> ids, Drawing drawing) {

        Rectangle box(Node node) {
            return drawing.boxes().get(ids.get(node));
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.randomValue(random -> drawn(random(random), random.nextBoolean()));
    }

    /** The last of some ops, each of some of the nodes before, all nodes being used. */
    private static Node random(Random random) {
        Tape tape = new Tape();
        List<Node> nodes = new ArrayList<>(List.of(tape.leaf(Tensor.scalar(1))));
        Set<Node> unused = new HashSet<>(nodes);
        int count = random.nextInt(1, 40);
        int reach = random.nextInt(1, 12);
        for (int i = 0; i < count; i++) {
            int primals = Math.max(0, random.nextInt(-1, 5));
            Node[] chosen = new Node[primals];
            for (int k = 0; k < primals; k++) {
                chosen[k] = nodes.get(Math.max(0, nodes.size() - 1 - random.nextInt(reach)));
                unused.remove(chosen[k]);
            }
            Node node = primals > 0
                    ? new Join(name(random)).apply(chosen)
                    : random.nextBoolean() ? Node.constant(0) : tape.leaf(Tensor.zeros(Shape.of(2, 3)));
            nodes.add(node);
            unused.add(node);
        }
        Node[] rest = nodes.stream().filter(unused::contains).toArray(Node[]::new);
        return new Join("all").apply(rest);
    }

    private static String name(Random random) {
        return "op" + "w".repeat(random.nextInt(20))
                + (random.nextBoolean() ? "[axis=" + "1".repeat(random.nextInt(60)) + "]" : "");
    }

    private static Case drawn(Node output, boolean withAll) {
        Graph graph = Graph.of(output);
        if (withAll) {
            graph = graph.withValues().withCotangents(node -> node.primals().size() % 2 == 0 ? node.value() : null);
        }
        // Nodes by depth first, as the ids are given
        List<Node> nodes = new ArrayList<>();
        visit(output, new HashSet<>(), nodes);
        Map<Node, String> ids = new HashMap<>();
        nodes.forEach(node -> ids.put(node, "n" + ids.size()));
        return new Case(graph, nodes, ids, Drawing.of(graph.svg()));
    }

    private static void visit(Node node, Set<Node> seen, List<Node> order) {
        if (seen.add(node)) {
            node.primals().forEach(primal -> visit(primal, seen, order));
            order.add(node);
        }
    }

    @Property(tries = TRIES)
    void eachNodeIsOneBox(@ForAll("cases") Case it) {
        assertEquals(new HashSet<>(it.ids.values()), it.drawing.boxes().keySet());
    }

    @Property(tries = TRIES)
    void noTwoBoxesOverlap(@ForAll("cases") Case it) {
        List<Rectangle> boxes = List.copyOf(it.drawing.boxes().values());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(boxes.get(i).overlaps(boxes.get(j)), boxes.get(i) + " and " + boxes.get(j));
            }
        }
    }

    @Property(tries = TRIES)
    void everyBoxIsBelowItsPrimals(@ForAll("cases") Case it) {
        for (Node node : it.nodes) {
            for (Node primal : node.primals()) {
                assertTrue(it.box(primal).bottom() < it.box(node).top());
            }
        }
    }

    @Property(tries = TRIES)
    void noEdgeCrossesABox(@ForAll("cases") Case it) {
        for (List<Line> lines : it.drawing.lines().values()) {
            for (Point point :
                    lines.stream().flatMap(line -> line.points().stream()).toList()) {
                it.drawing
                        .boxes()
                        .values()
                        .forEach(box -> assertFalse(box.contains(point, 0), () -> point + " in " + box));
            }
        }
    }

    @Property(tries = TRIES)
    void edgesGoSidewaysBetweenLayersAlone(@ForAll("cases") Case it) {
        for (List<Line> lines : it.drawing.lines().values()) {
            for (Line line : lines) {
                double from = line.points().get(1).y();
                double to = line.points().get(line.points().size() - 2).y();
                it.drawing
                        .boxes()
                        .values()
                        .forEach(
                                box -> assertTrue(box.bottom() <= from || to <= box.top(), () -> line + " and " + box));
            }
        }
    }

    @Property(tries = TRIES)
    void straightPartsOfEdgesKeepTheirDistanceFromBoxes(@ForAll("cases") Case it) {
        for (List<Line> lines : it.drawing.lines().values()) {
            for (Line line : lines) {
                for (Rectangle box : it.drawing.boxes().values()) {
                    boolean beside =
                            box.top() < line.points().get(1).y() && line.start().y() < box.bottom();
                    boolean own = line.start().y() == box.bottom()
                            && box.left() < line.start().x()
                            && line.start().x() < box.right();
                    double distance =
                            Math.max(box.left() - line.start().x(), line.start().x() - box.right());
                    assertTrue(!beside || own || distance > 12, () -> line + " and " + box);
                }
            }
        }
    }

    @Property(tries = TRIES)
    void anArrowLeadsFromEachPrimalToItsOpInTheOpsOrder(@ForAll("cases") Case it) {
        Map<Node, List<Point>> tips = new HashMap<>();
        it.nodes.forEach(node ->
                tips.put(node, new ArrayList<>(it.drawing.tips().getOrDefault(it.ids.get(node), List.of()))));
        for (Node node : it.nodes) {
            Rectangle box = it.box(node);
            double last = box.left();
            for (Node primal : node.primals()) {
                double previous = last;
                Point tip = tips.get(primal).stream()
                        .filter(point -> point.y() == box.top() && previous < point.x() && point.x() < box.right())
                        .min((a, b) -> Double.compare(a.x(), b.x()))
                        .orElseThrow(() -> new AssertionError("no further arrow from " + primal + " to " + node));
                assertTrue(isReached(tip, it.box(primal), it.drawing.lines().get(it.ids.get(primal))));
                tips.get(primal).remove(tip);
                last = tip.x();
            }
        }
        tips.values().forEach(rest -> assertEquals(List.of(), rest));
    }

    /** Whether lines lead without a gap from the middle below a box to the foot of an arrow. */
    private static boolean isReached(Point tip, Rectangle from, List<Line> lines) {
        Point start = new Point((from.left() + from.right()) / 2, from.bottom());
        Line last = lines.stream()
                .filter(line -> line.end().x() == tip.x()
                        && line.end().y() < tip.y()
                        && line.end().y() > tip.y() - 8)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line to " + tip));
        while (!last.start().equals(start)) {
            Point join = last.start();
            last = lines.stream()
                    .filter(line -> line.end().equals(join))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no line to " + join));
        }
        return true;
    }

    @Property(tries = TRIES)
    void everyTextIsWithinItsBoxAndClearOfTheNextOne(@ForAll("cases") Case it) {
        for (Rectangle box : it.drawing.boxes().values()) {
            double above = box.top();
            for (Text text : box.texts()) {
                assertTrue(text.x() - text.width() / 2 > box.left() + 4, () -> text + " in " + box);
                assertTrue(text.x() + text.width() / 2 < box.right() - 4, () -> text + " in " + box);
                assertTrue(text.baseline() - 0.8 * text.fontSize() > above, () -> text + " in " + box);
                above = text.baseline() + 0.2 * text.fontSize();
            }
            assertTrue(above < box.bottom(), box::toString);
        }
    }

    @Property(tries = TRIES)
    void everythingIsWithinThePicture(@ForAll("cases") Case it) {
        Rectangle picture = new Rectangle(0, 0, it.drawing.width(), it.drawing.height(), List.of());
        it.drawing.boxes().values().forEach(box -> {
            assertTrue(picture.contains(new Point(box.left(), box.top()), 10));
            assertTrue(picture.contains(new Point(box.right(), box.bottom()), 10));
        });
        it.drawing
                .lines()
                .values()
                .forEach(lines -> lines.forEach(line ->
                        line.points().forEach(point -> assertTrue(picture.contains(point, 10), point::toString))));
    }

    @Property(tries = TRIES)
    void itSpeaksToScreenReadersAndRefersToNothing(@ForAll("cases") Case it) {
        Element svg = Xml.parse(it.graph.svg());
        assertEquals("img", svg.getAttribute("role"));
        assertTrue(Xml.all(svg, "title").get(0).getTextContent().startsWith("Graph of all scalar: "));
        for (Element element :
                Stream.concat(Stream.of(svg), Xml.all(svg, "*").stream()).toList()) {
            assertFalse(element.hasAttribute("id") || element.hasAttribute("href") || element.hasAttribute("style"));
        }
    }
}
