package io.github.gradtape.viz;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Box.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A picture of how a node was computed: a box for each op, leaf and constant it depends on, once each, and an arrow from every
 * primal to the op that uses it, in the op's order.
 *
 * <p>An op's box names the op and the shape of its output; more is shown on request. What does not fit is shortened, and text that
 * would break the picture is escaped. Equal graphs give equal pictures, to the character.
 *
 * <pre>{@code
 * Graph graph = Graph.of(loss).withValues().withNames(Map.of(logits, "z"));
 * Files.writeString(Path.of("loss.svg"), graph.svg());
 * }</pre>
 */
public final class Graph {

    /** The most boxes that {@link #svg} draws. */
    public static final int MOST_BOXES_IN_SVG = 300;

    private final List<Node> nodes;
    private final Caption caption;

    private Graph(List<Node> nodes, Caption caption) {
        this.nodes = nodes;
        this.caption = caption;
    }

    /**
     * The graph of a node.
     *
     * @param output the node
     * @return the graph of all it was computed from
     */
    public static Graph of(Node output) {
        return new Graph(inOrder(output), new Caption(false, Map.of(), Map.of()));
    }

    /** All that a node was computed from and the node itself, each behind its primals. */
    private static List<Node> inOrder(Node output) {
        record Visit(Node node, Iterator<Node> primals) {}
        Set<Node> seen = new HashSet<>();
        List<Node> order = new ArrayList<>();
        Deque<Visit> path = new ArrayDeque<>();
        path.push(new Visit(output, output.primals().iterator()));
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            if (!visit.primals.hasNext()) {
                order.add(path.pop().node);
                continue;
            }
            Node primal = visit.primals.next();
            if (seen.add(primal)) {
                path.push(new Visit(primal, primal.primals().iterator()));
            }
        }
        return List.copyOf(order);
    }

    /**
     * The nodes that cotangents can be had for: {@code tape.backward(output, graph.recorded())} asks for all of them.
     *
     * @return the ops and leaves, without the constants, each behind its primals
     */
    public Node[] recorded() {
        return nodes.stream().filter(node -> !node.isConstant()).toArray(Node[]::new);
    }

    /**
     * This graph with the value of each node, its first elements if there are many.
     *
     * @return a new graph
     */
    public Graph withValues() {
        return new Graph(nodes, new Caption(true, caption.cotangents(), caption.names()));
    }

    /**
     * This graph with cotangents, their first elements if there are many.
     *
     * @param cotangents what to show at each of the {@linkplain #recorded() recorded} nodes, null for nothing; for example {@code
     *     tape.backward(output, graph.recorded())::of}
     * @return a new graph
     * @throws IllegalArgumentException if a cotangent has not its node's shape
     */
    public Graph withCotangents(Function<? super Node, Tensor> cotangents) {
        Map<Node, Tensor> shown = new HashMap<>();
        for (Node node : recorded()) {
            Tensor cotangent = cotangents.apply(node);
            if (cotangent != null) {
                requireShapeOf(node, cotangent);
                shown.put(node, cotangent);
            }
        }
        return new Graph(nodes, new Caption(caption.withValues(), shown, caption.names()));
    }

    private static void requireShapeOf(Node node, Tensor cotangent) {
        if (!cotangent.shape().equals(node.shape())) {
            throw new IllegalArgumentException("a cotangent of shape " + cotangent.shape() + " for a node of shape "
                    + node.shape() + ": a cotangent has its node's shape");
        }
    }

    /**
     * This graph with names of leaves and constants in place of just that, and of outputs of ops before the op.
     *
     * @param names the names; nodes that are not in the graph are passed over
     * @return a new graph
     */
    public Graph withNames(Map<Node, String> names) {
        return new Graph(nodes, new Caption(caption.withValues(), caption.cotangents(), Map.copyOf(names)));
    }

    /**
     * The graph in the DOT language, for Graphviz. There is no limit to its size.
     *
     * @return the text of a {@code .dot} file
     */
    public String dot() {
        return Dot.of(boxes());
    }

    /**
     * The graph as a Mermaid flowchart, which many viewers of Markdown draw. There is no limit to its size but theirs.
     *
     * @return the text of a {@code .mmd} file, or of a block of code named {@code mermaid}
     */
    public String mermaid() {
        return Mermaid.of(boxes());
    }

    /**
     * The graph as a picture: each op below its primals, the output at the bottom.
     *
     * @return the text of an {@code .svg} file, or of an element of an HTML page
     * @throws IllegalStateException if there are more than {@value #MOST_BOXES_IN_SVG} boxes
     */
    public String svg() {
        if (nodes.size() > MOST_BOXES_IN_SVG) {
            throw new IllegalStateException(
                    "a graph of " + nodes.size() + " boxes is too large to be read as SVG, which "
                            + "draws at most " + MOST_BOXES_IN_SVG
                            + ": take dot() or mermaid(), which have no limit, or the graph of an inner node");
        }
        return new GraphSvg(boxes()).drawn();
    }

    private List<Box> boxes() {
        Map<Node, Integer> numbers = new HashMap<>();
        List<Box> boxes = new ArrayList<>();
        for (Node node : nodes) {
            int number = boxes.size();
            numbers.put(node, number);
            List<Integer> primals = node.primals().stream().map(numbers::get).toList();
            boxes.add(new Box(number, Kind.of(node), caption.lines(node), caption.description(node), primals));
        }
        return boxes;
    }
}
