package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static io.github.gradtape.tape.Derivatives.*;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import io.github.gradtape.viz.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pictures of the documentation, and the code in docs/guide.md that draws them. */
class PicturesExamplesTest extends Examples {

    private static final Pattern SVG = Pattern.compile("<svg .*?</svg>\n", Pattern.DOTALL);

    /** A picture that has changed is left in target/pictures, to be looked at and copied. */
    static void assertDrawn(String svg, String name) throws IOException {
        Path made = Files.createDirectories(BASE.resolve("target/pictures")).resolve(name);
        Files.writeString(made, svg);
        Path kept = BASE.resolve("docs/pictures").resolve(name);
        String before = Files.exists(kept) ? Files.readString(kept) : "";
        assertEquals(
                before, svg, () -> kept + " is not what is drawn; look at " + made + " and copy it if it is right");
    }

    @Test
    void aGraph() throws IOException {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(-1, -1, 1));
        Node t = constant(Tensor.of(0, 1, 0));
        Node loss = crossEntropy(softmax(z), t);
        Graph graph =
                Graph.of(loss).withNames(Map.of(z, "logits", t, "targets")).withValues();
        String svg =
                graph.withCotangents(tape.backward(loss, graph.recorded())::of).svg();
        assertDrawn(svg, "loss.svg");
    }

    @Test
    void aHeatMap() throws IOException {
        Tensor jacobian = jacobian(x -> softmax(x)).at(Tensor.of(-1, 0.5, 2));
        String svg = HeatMap.of(jacobian)
                .withTitle("Jacobian of softmax")
                .withAxes("y", "x")
                .svg();
        assertDrawn(svg, "softmax-jacobian.svg");
    }

    /**
     * Of the page of docs/testing-gradients.md's wrong softmax, which has two Jacobians, their difference, and two graphs. What is
     * by differences may differ in its last digits from machine to machine, and is not kept.
     */
    @Test
    void thePageOfAFailure() throws IOException {
        String page = GradientCheck.of(new TestingGradientsExamplesTest.DiagonalSoftmax())
                .check(Tensor.of(-1, 0.5, 2))
                .html();
        List<String> pictures =
                SVG.matcher(page).results().map(MatchResult::group).toList();
        assertEquals(5, pictures.size());
        assertDrawn(pictures.get(0), "diagonal-analytic.svg");
        assertDrawn(pictures.get(4), "diagonal-pullback.svg");
    }
}
