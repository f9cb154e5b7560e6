package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Drawing.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any text can be a name, and none breaks a picture. */
class GraphEscapingTest {

    private static final String NAME = "a \"b\" <i>&amp;\\n\n{x|y} `c` #35; $d$ %% ]) --> n1";

    private final Node leaf = new Tape().leaf(Tensor.scalar(1));
    private final Graph graph = Graph.of(leaf).withNames(Map.of(leaf, NAME));

    @Test
    void escapesWhatIsSpecialToDot() {
        assertTrue(graph.dot()
                .contains("[label=\"a \\\"b\\\" <i>&amp;amp;\\\\n {x|y} `c` #35; $d$ %% ]) -…\\nleaf scalar\", "));
    }

    @Test
    void escapesWhatIsSpecialToMermaid() {
        assertTrue(graph.mermaid()
                .contains("n0([\"a #34;b#34; #60;i#62;#38;amp#59;#92;#8203;n #123;x#124;y#125; #96;c#96; "
                        + "#35;35#59; #36;d#36; #37;#37; ]) -…<br>leaf scalar\"]):::leaf\n"));
    }

    @Test
    void mermaidTakesNoNameForAnIconMathematicsADirectionOrAnItemOfAList() {
        assertInMermaid("see fa#8203;:fa-car", "see fa:fa-car");
        assertInMermaid("#36;#8203;#36;x#36;#8203;#36;", "$$x$$");
        assertInMermaid("in direction#8203; LR", "in direction LR");
        assertInMermaid("#8203;1. first", "1. first");
        assertInMermaid("#8203;- b - c", "- b - c");
        assertInMermaid("#8203;+ b", "+ b");
        assertInMermaid("#8203;#42; b #42; c", "* b * c");
    }

    private void assertInMermaid(String expected, String name) {
        String mermaid = Graph.of(leaf).withNames(Map.of(leaf, name)).mermaid();
        assertTrue(mermaid.contains("n0([\"" + expected + "<br>leaf scalar\"])"), mermaid);
    }

    @Test
    void escapesWhatIsSpecialToXml() {
        assertEquals(
                List.of("a \"b\" <i>&amp;\\n {x|y} `c` #35; $d$ %% ]) -…", "leaf scalar"),
                Drawing.of(graph.svg()).texts("n0"));
    }

    @Test
    void namesOfOpsAreEscapedLikeAnyText() {
        Graph hostile = Graph.of(new Join("<\"&'\u0000\ud800\u202e").apply(leaf));
        assertEquals(List.of("<\"&'���", "scalar"), Drawing.of(hostile.svg()).texts("n1"));
        assertTrue(hostile.dot().contains("\"<\\\"&amp;'���\\nscalar\""));
    }

    @Test
    void aNameOfNothingIsNoName() {
        assertEquals(
                Graph.of(leaf).dot(),
                Graph.of(leaf).withNames(Map.of(leaf, " \n")).dot());
    }

    @Test
    void whatIsNotOfOneWidthEverywhereIsGivenOne() {
        Node op = new Join("漢字 😀 ∂").apply(leaf);
        Text text = Drawing.of(Graph.of(op).svg()).boxes().get("n1").texts().get(0);
        assertEquals(13 * (3 * 1.2 + 2 * 0.62 + 0.7), text.imposedWidth(), 0.01);
        assertEquals(
                0,
                Drawing.of(Graph.of(op).svg()).boxes().get("n0").texts().get(0).imposedWidth());
    }

    @Test
    void longTextsAreShortenedInBoxesAndWholeInDescriptions() {
        String settings = "1, ".repeat(30) + "1";
        Graph graph = Graph.of(new Join("Name[" + settings + "]").apply(leaf));
        assertEquals(
                List.of("Name", settings.substring(0, 43) + "…", "scalar"),
                Drawing.of(graph.svg()).texts("n1"));
        assertTrue(graph.svg().contains("<title>Name[" + settings + "] scalar</title>"));
    }
}
