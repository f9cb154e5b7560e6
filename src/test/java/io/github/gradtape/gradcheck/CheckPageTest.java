package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.relu;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.Browser;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.ops.Sqrt;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckPageTest {

    private static final Tensor LOGITS = Tensor.of(-1, 0.5, 2);
    private static final Pattern TITLE = Pattern.compile("<h1>(.*)</h1>");

    /** softmax with the derivative s (1 − s). */
    private record PlantedSoftmax() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new Softmax(0).evaluate(x);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(y, subtract(constant(1), y)));
        }
    }

    private static final GradientReport PLANTED =
            GradientCheck.of(new PlantedSoftmax()).check(LOGITS);

    private static void assertShows(String html, String... parts) {
        for (String part : parts) {
            assertTrue(html.contains(part), () -> part + " is not in\n" + html);
        }
    }

    @Test
    void whereDifferencesFindNothingNoNumberIsShown() {
        GradientReport report = GradientCheck.of(x -> sum(sqrt(x))).check(Tensor.of(0, 1, 4));
        assertEquals(GradientReport.Verdict.INCONCLUSIVE, report.verdict());
        Jacobian jacobian = Jacobian.of(new Case(new Sqrt(), Tensor.of(0))).get(0);
        assertEquals(Double.POSITIVE_INFINITY, jacobian.analytic()[0][0]);
        assertTrue(Double.isNaN(jacobian.independent()[0][0]), "none to the left of 0");
        assertTrue(jacobian.agrees(), "what is not known is not wrong");
    }

    @Test
    void largeJacobiansAreSaidToBeLeftOut() {
        Tensor x = Tensor.uniform(Shape.of(5, 5), 1, 2, new SplittableRandom(1));
        assertShows(
                GradientCheck.of(new Sqrt()).check(x).html(),
                "They have 625 entries; up to 400 are compared one by one. Take a smaller input to see them.");
    }

    @Test
    void isWrittenThroughALink(@TempDir Path directory) throws IOException {
        Path real = Files.writeString(directory.resolve("real.html"), "the old page");
        Path link = Files.createSymbolicLink(directory.resolve("page.html"), real);
        PLANTED.write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(PLANTED.html(), Files.readString(real));
    }

    /** Who has begun to read the old page reads it to its end. */
    @Test
    void isWrittenWholeAndReplacesWhatWasThere(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("new/page.html");
        PLANTED.write(file);
        Files.writeString(file, "the old page");
        try (InputStream old = Files.newInputStream(file)) {
            PLANTED.write(file);
            assertEquals("the old page", new String(old.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(PLANTED.html(), Files.readString(file));
        assertHoldsAlone(file);
    }

    @Test
    void leavesNothingBehindIfItCannotBeWritten(@TempDir Path directory) throws IOException {
        Path taken = Files.createDirectories(directory.resolve("page.html/full"));
        assertThrows(IOException.class, () -> PLANTED.write(taken.getParent()));
        assertHoldsAlone(taken.getParent());
    }

    @Test
    void isNotWrittenToTheRootOfAFileSystem() {
        IOException e = assertThrows(IOException.class, () -> PLANTED.write(Path.of("/")));
        assertTrue(e.getMessage().startsWith("/: cannot be written"), e::getMessage);
    }

    private static void assertHoldsAlone(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static String title(GradientReport report) {
        return TITLE.matcher(report.html())
                .results()
                .map(title -> title.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static int figures(String html) {
        return html.split("<figure>", -1).length - 1;
    }

    @Test
    void theDiagonalOnlySoftmaxIsNamedAsSuch() {
        String html = PLANTED.html();
        assertEquals("PlantedSoftmax[]: failed", title(PLANTED));
        assertShows(
                html,
                "<h2>Diagnosis</h2>\n<p>the gradient by input 0 equals the diagonal of the right Jacobian alone: "
                        + "off-diagonal entries are missing (s(1 − s), the diagonal-only softmax)</p>",
                "<tr><td>the VJP agrees with differences</td><td>broken</td></tr>",
                "<tr><td>the pullback is linear in the cotangent</td><td>held</td></tr>",
                "GradientCheck.of(op).require(Tensor.of(-1.0, 0.5, 2.0));",
                "framed: y 2, x0 1: -0.137708",
                "analytic less independent, in colours of its own");
        assertEquals(5, figures(html), "two Jacobians, their difference, the graph and that of the pullback");
    }

    @Test
    void aRightGradientHasAPageToo() {
        GradientReport report = GradientCheck.of(new Softmax(0)).check(LOGITS);
        String html = report.html();
        assertEquals("Softmax[axis=0]: passed", title(report));
        assertShows(
                html, "would have been caught</td>", "Both agree.", "analytic less independent, in the same colours");
        assertFalse(html.contains("Diagnosis"), html);
        assertFalse(html.contains("framed"), html);
    }

    @Test
    void whatCouldNotBeTriedIsLeftOut() {
        GradientReport report = GradientCheck.of(x -> sum(x)).check(Tensor.zeros(Shape.of(0)));
        assertEquals("the function in CheckPageTest: inconclusive", title(report));
        assertShows(report.html(), "there are no elements to differentiate", "It has no entries.");
        assertFalse(report.html().contains("<table>"));
    }

    @Test
    void kinksHaveAVerdict() {
        String html = GradientCheck.of(x -> relu(x)).check(Tensor.of(0, 1)).html();
        assertShows(html, "<tr><td>" + Kink.SENTENCE + "</td><td>held</td></tr>");
        String none = GradientCheck.of(x -> relu(x)).check(Tensor.of(0)).html();
        assertShows(none, "<td>not tried, as every entry is at a kink</td>");
    }

    @Test
    void aPullbackThatBreaksOffHasAPageWithoutIt() {
        GradientReport report = GradientCheck.of(new WrongPullback(new Softmax(0), (yBar, y, x) -> constant(1)))
                .check(LOGITS);
        assertEquals("wrong Softmax[axis=0]: failed", title(report));
        assertShows(report.html(), "No more can be drawn: ", "returned shape []");
    }

    @Test
    void largeGraphsAndJacobiansAreLeftOut() {
        GradientReport report = GradientCheck.of(x -> {
                    Node y = x;
                    for (int i = 0; i < 400; i++) {
                        y = add(y, x);
                    }
                    return y;
                })
                .check(Tensor.normal(Shape.of(30), 0, 1, new SplittableRandom(1)));
        assertEquals(0, figures(report.html()));
        assertShows(report.html(), "No more can be drawn: a graph of 401 boxes is too large");
    }

    private static String name(Op op) {
        return new CheckPage(Smooth.unknown(new Case(op)), "", Optional.empty(), List::of).name();
    }

    @Test
    void theFileIsNamedAfterTheClass() {
        assertEquals("PlantedSoftmax", name(new PlantedSoftmax()));
        assertEquals("Softmax", name(new Softmax(3)));
        assertEquals("CheckPageTest", name(new FunctionOp(inputs -> inputs.get(0))));
        Op anonymous = new UnaryOp() {
            @Override
            public Tensor evaluate(Tensor x) {
                return x;
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                return yBar;
            }
        };
        assertEquals("CheckPageTest-1", name(anonymous));
    }

    private static String complaint(String reports) {
        String before = System.getProperty(GradientReport.DIRECTORY, "");
        System.setProperty(GradientReport.DIRECTORY, reports);
        try {
            GradientCheck check = GradientCheck.of(new PlantedSoftmax());
            return assertThrows(AssertionError.class, () -> check.require(LOGITS))
                    .getMessage();
        } finally {
            System.setProperty(GradientReport.DIRECTORY, before);
        }
    }

    @Test
    void theMessageNamesThePageWhichIsWrittenWhereThePropertySays(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("new/PlantedSoftmax.html");
        String complaint = complaint(directory.resolve("new").toString());
        assertEquals(PLANTED.text() + "\npage: " + file, complaint);
        assertEquals(PLANTED.html(), Files.readString(file));
    }

    @Test
    void withoutAPropertyItIsWrittenToTargetIfThatIsThere() {
        Path file = Path.of("target", "gradcheck", "PlantedSoftmax.html");
        assertEquals(PLANTED.text() + "\npage: " + file, complaint(""));
        assertTrue(Files.exists(file));
    }

    @Test
    void noneSwitchesItOff() {
        assertEquals(PLANTED.text(), complaint("none"));
    }

    @Test
    void aPageThatCannotBeWrittenDoesNotHideTheFailure(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("taken"));
        String complaint = complaint(file.toString());
        assertTrue(
                complaint.startsWith(
                        PLANTED.text() + "\nno page, as none can be written in " + file + ": java.nio.file."),
                complaint);
        String unnamable = complaint("\0");
        assertTrue(unnamable.startsWith(PLANTED.text() + "\nno page, as none can be written in "), unnamable);
    }

    @Test
    void aBrokenLawWritesThePageOfTheCall() {
        Case call = new Case(new PlantedSoftmax(), LOGITS);
        AssertionError e = assertThrows(
                AssertionError.class, () -> Law.VJP_AGREES_WITH_DIFFERENCES.check(call, new SplittableRandom(1)));
        assertTrue(
                e.getMessage().endsWith("\npage: " + Path.of("target", "gradcheck", "PlantedSoftmax.html")),
                e::getMessage);
    }

    @Test
    void aBrowserShowsItWithoutComplaintAndNothingSticksOut(@TempDir Path directory)
            throws IOException, InterruptedException {
        Browser browser = Browser.inDirectory(directory);
        Browser.Loaded page = browser.load(PLANTED.html());
        assertShows(page.dom(), "the diagonal-only softmax");
        assertEquals(5, page.dom().split("<svg", -1).length - 1);
        assertEquals(List.of(), page.console());
        assertEquals(0, browser.overflow(PLANTED.html(), 400));
    }
}
