package io.github.gradtape.viz;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.temper;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.LossOptions;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Drawing.Rectangle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GraphTest {

    private static final String DOT_HEAD = """
            digraph {
              bgcolor="white"
              node [shape="box", fontname="monospace", fontsize="11", fontcolor="#1a1a1a"]
              edge [color="#555555", arrowsize="0.7"]
            """;

    private static final String MERMAID_TAIL = """
              classDef op fill:#e8f0fb,stroke:#3a5a8f,color:#1a1a1a
              classDef leaf fill:#e6f4e1,stroke:#35702f,color:#1a1a1a
              classDef constant fill:#f4f4f4,stroke:#707070,color:#1a1a1a,stroke-dasharray:5 3
            """;

    private final Tape tape = new Tape();

    /** Cross-entropy of a softmax, with logits that are multiplied by one of themselves. */
    @Nested
    class OfAComposedCrossEntropy {

        private final Node z = tape.leaf(Tensor.of(-1, -1, 1));
        private final Node t = Node.constant(Tensor.of(0, 1, 0));
        private final Node loss = crossEntropy(softmax(multiply(z, z)), t);
        private final Graph graph = Graph.of(loss).withNames(Map.of(z, "z", loss, "ℓ"));

        @Test
        void isOneBoxANodeInDot() {
            assertEquals(DOT_HEAD + """
                      n0 [label="z\\nleaf [3]", style="filled,rounded", fillcolor="#e6f4e1", color="#35702f"]
                      n1 [label="Multiply\\n[3]", style="filled", fillcolor="#e8f0fb", color="#3a5a8f"]
                      n2 [label="Softmax[axis=0]\\n[3]", style="filled", fillcolor="#e8f0fb", color="#3a5a8f"]
                      n3 [label="constant\\n[3]", style="filled,dashed", fillcolor="#f4f4f4", color="#707070"]
                      n4 [label="ℓ = CrossEntropy\\naxis=0, options=mean\\nscalar", style="filled", fillcolor="#e8f0fb", \
                    color="#3a5a8f"]
                      n0 -> n1
                      n0 -> n1
                      n1 -> n2
                      n2 -> n4
                      n3 -> n4
                    }
                    """, graph.dot());
        }

        @Test
        void isOneBoxANodeInMermaid() {
            assertEquals("""
                    flowchart TD
                      n0(["z<br>leaf [3]"]):::leaf
                      n1["Multiply<br>[3]"]:::op
                      n2["Softmax[axis=0]<br>[3]"]:::op
                      n3["constant<br>[3]"]:::constant
                      n4["ℓ = CrossEntropy<br>axis=0, options=mean<br>scalar"]:::op
                      n0 --> n1
                      n0 --> n1
                      n1 --> n2
                      n2 --> n4
                      n3 --> n4
                    """ + MERMAID_TAIL, graph.mermaid());
        }

        @Test
        void saysInSvgWhatItSaysInDot() {
            Drawing drawing = Drawing.of(graph.svg());
            assertEquals(List.of("z", "leaf [3]"), drawing.texts("n0"));
            assertEquals(List.of("Multiply", "[3]"), drawing.texts("n1"));
            assertEquals(List.of("ℓ = CrossEntropy", "axis=0, options=mean", "scalar"), drawing.texts("n4"));
            assertEquals(
                    "Graph of ℓ = CrossEntropy[axis=0, options=mean] scalar: 3 ops, 1 leaf, 1 constant",
                    Labels.title(graph.svg()));
        }

        @Test
        void showsValuesOnRequest() {
            Drawing drawing = Drawing.of(graph.withValues().svg());
            assertEquals(List.of("z", "leaf [3]", "value [-1, -1, 1]"), drawing.texts("n0"));
            assertEquals("value [0.3333, 0.3333, 0.3333]", drawing.texts("n2").get(2));
            assertEquals("value 1.099", drawing.texts("n4").get(3));
            assertFalse(graph.dot().contains("value"));
        }

        @Test
        void showsCotangentsOnRequestButNoneOfConstants() {
            Graph with = graph.withCotangents(tape.backward(loss, graph.recorded())::of);
            Drawing drawing = Drawing.of(with.svg());
            assertEquals(List.of("z", "leaf [3]", "cotangent [-0.6667, 1.333, 0.6667]"), drawing.texts("n0"));
            assertEquals("cotangent [0, -3, 0]", drawing.texts("n2").get(2));
            assertEquals(List.of("constant", "[3]"), drawing.texts("n3"));
            assertTrue(with.dot().contains("\\ncotangent [0.3333, -0.6667, 0.3333]\""));
            assertTrue(with.mermaid().contains("<br>cotangent 1\""));
        }

        @Test
        void leavesOutCotangentsThatThereAreNot() {
            String dot =
                    graph.withCotangents(Map.of(loss, Tensor.scalar(7))::get).dot();
            assertTrue(dot.contains("scalar\\ncotangent 7\""));
            assertEquals(dot.indexOf("cotangent"), dot.lastIndexOf("cotangent"));
        }

        @Test
        void keepsWhatWasRequestedBefore() {
            Drawing drawing = Drawing.of(graph.withCotangents(Node::value)
                    .withValues()
                    .withNames(Map.of(z, "logits"))
                    .svg());
            assertEquals(
                    List.of("logits", "leaf [3]", "value [-1, -1, 1]", "cotangent [-1, -1, 1]"), drawing.texts("n0"));
        }

        @Test
        void refusesACotangentOfAnotherShape() {
            assertEquals(
                    "a cotangent of shape [2] for a node of shape [3]: a cotangent has its node's shape",
                    assertThrows(IllegalArgumentException.class, () -> graph.withCotangents(node -> Tensor.of(1, 2)))
                            .getMessage());
        }

        @Test
        void isNotChangedThroughTheNamesItWasGiven() {
            Map<Node, String> names = new HashMap<>(Map.of(z, "before"));
            Graph named = graph.withNames(names);
            names.put(z, "after");
            assertTrue(named.dot().contains("before"));
        }

        @Test
        void asksForTheCotangentsOfAllButConstants() {
            Node[] recorded = graph.recorded();
            assertEquals(4, recorded.length);
            assertEquals(z, recorded[0]);
            assertEquals(loss, recorded[3]);
        }
    }

    @Test
    void ofALeafOrAConstantIsOneBox() {
        assertEquals(
                DOT_HEAD
                        + "  n0 [label=\"leaf\\nscalar\", style=\"filled,rounded\", fillcolor=\"#e6f4e1\", color=\"#35702f\"]\n}\n",
                Graph.of(tape.leaf(Tensor.scalar(2))).dot());
        Graph empty = Graph.of(Node.constant(Tensor.zeros(Shape.of(2, 0)))).withValues();
        assertEquals(
                List.of("constant", "[2, 0]", "value []"),
                Drawing.of(empty.svg()).texts("n0"));
    }

    @Test
    void theSameComputationGivesTheSamePictures() {
        Graph one = Graph.of(network(new Tape())).withValues();
        Graph other = Graph.of(network(new Tape())).withValues();
        assertEquals(one.dot(), other.dot());
        assertEquals(one.mermaid(), other.mermaid());
        assertEquals(one.svg(), other.svg());
    }

    private static Node network(Tape tape) {
        Node x = tape.leaf(Tensor.of(1, 2, 3));
        Node y = x;
        for (int i = 0; i < 20; i++) {
            y = add(multiply(y, x), temper(softmax(y), tape.leaf(Tensor.scalar(i + 1))));
        }
        return y;
    }

    @Test
    void aChainOfAHundredThousandNodesIsDrawnAsText() {
        Node x = tape.leaf(Tensor.scalar(1));
        Node y = x;
        for (int i = 0; i < 100_000; i++) {
            y = add(y, x);
        }
        Graph graph = Graph.of(y);
        assertEquals(100_001, graph.recorded().length);
        assertTrue(graph.dot().endsWith("  n99999 -> n100000\n  n0 -> n100000\n}\n"));
        assertTrue(graph.mermaid().contains("\n  n99999 --> n100000\n  n0 --> n100000\n"));
    }

    @Test
    void moreThanTheMostBoxesAreRefusedAsSvg() {
        Node x = tape.leaf(Tensor.scalar(1));
        Node y = x;
        while (Graph.of(y).recorded().length < Graph.MOST_BOXES_IN_SVG) {
            y = add(y, x);
        }
        assertEquals(300, Drawing.of(Graph.of(y).svg()).boxes().size());
        Graph tooLarge = Graph.of(add(y, x));
        assertEquals(
                "a graph of 301 boxes is too large to be read as SVG, which draws at most 300: take dot() or mermaid(), "
                        + "which have no limit, or the graph of an inner node",
                assertThrows(IllegalStateException.class, tooLarge::svg).getMessage());
    }

    @Test
    void primalsStandInTheirOrderUnderAnOpOfMany() {
        Node a = tape.leaf(Tensor.scalar(1));
        Node b = Node.constant(1);
        String dot = Graph.of(new Join("join").apply(b, a, b)).dot();
        assertTrue(dot.endsWith("""
                  n0 -> n2
                  n1 -> n2
                  n0 -> n2
                }
                """));
    }

    @Test
    void theOptionsOfALossAreShown() {
        Node z = tape.leaf(Tensor.of(1, 2));
        Node loss = softmaxCrossEntropy(z, Node.constant(0), LossOptions.sum().withSmoothing(0.1));
        assertEquals(
                List.of("SoftmaxCrossEntropy", "axis=0, options=sum, smoothing 0.1", "scalar"),
                Drawing.of(Graph.of(loss).svg()).texts("n2"));
    }

    @Test
    void leavesGiveWayToThePathOfTheOps() {
        Node x = tape.leaf(Tensor.of(1, 2));
        Node w = tape.leaf(Tensor.of(3, 4));
        Drawing drawing =
                Drawing.of(Graph.of(multiply(softmax(softmax(softmax(x))), w)).svg());
        Rectangle third = drawing.boxes().get("n3");
        Rectangle leaf = drawing.boxes().get("n4");
        Rectangle product = drawing.boxes().get("n5");
        assertEquals(third.top() + third.bottom(), leaf.top() + leaf.bottom(), "a leaf stands above its user");
        assertEquals(
                (product.left() + product.right()) / 2,
                drawing.tips().get("n3").get(0).x(),
                "the edge from the only op above ends in the middle");
        assertTrue(drawing.tips().get("n4").get(0).x()
                > drawing.tips().get("n3").get(0).x());
    }

    @Test
    void aNameMayHaveBracketsOfItsOwn() {
        Node z = tape.leaf(Tensor.of(1, 2));
        Node loss = softmaxCrossEntropy(z, Node.constant(0));
        Graph graph = Graph.of(loss).withNames(Map.of(z, "z[1]", loss, "ℓ[1]"));
        Drawing drawing = Drawing.of(graph.svg());
        assertEquals(List.of("z[1]", "leaf [2]"), drawing.texts("n0"));
        assertEquals(List.of("ℓ[1] = SoftmaxCrossEntropy", "axis=0, options=mean", "scalar"), drawing.texts("n2"));
    }

    @Test
    void recordedNodesComeBehindTheirPrimals() {
        Node x = tape.leaf(Tensor.scalar(1));
        Node y = add(x, x);
        Node z = multiply(x, y);
        assertArrayEquals(new Node[] {x, y, z}, Graph.of(z).recorded());
    }
}
