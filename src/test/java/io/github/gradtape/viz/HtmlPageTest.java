package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.Browser;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {

    private static final String NASTY = "<script>alert('&\"')</script>";
    private static final String ESCAPED = "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;";

    /** A page with something of every kind on it, all of it wider than a narrow window. */
    private static HtmlPage wide() {
        String word = "Wide".repeat(80);
        return new HtmlPage(word)
                .section(word)
                .paragraph(word)
                .preformatted(word)
                .table(List.of("a", "b"), List.of(List.of(word, word)))
                .figure(HeatMap.of(Tensor.zeros(Shape.of(3, 60))).svg(), word);
    }

    @Test
    void showsItsPartsInOrder() {
        String html = new HtmlPage("Title")
                .section("Heading")
                .paragraph("first")
                .preformatted("a\n  b")
                .table(List.of("law", "verdict"), List.of(List.of("linear", "held")))
                .figure("<svg/>\n", "a picture")
                .html();
        assertTrue(html.startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n"), html);
        assertTrue(html.contains("<title>Title</title>"), html);
        assertEquals("""
                <h1>Title</h1>
                <h2>Heading</h2>
                <p>first</p>
                <pre>a
                  b</pre>
                <div class="table">
                <table>
                <thead>
                <tr><th scope="col">law</th><th scope="col">verdict</th></tr>
                </thead>
                <tbody>
                <tr><td>linear</td><td>held</td></tr>
                </tbody>
                </table>
                </div>
                <figure>
                <div>
                <svg/>
                </div>
                <figcaption>a picture</figcaption>
                </figure>
                </main>
                </body>
                </html>
                """, html.substring(html.indexOf("<h1>")));
    }

    @Test
    void columnsOfNumbersStandAtTheRight() {
        String html = new HtmlPage("Title")
                .table(
                        List.of("class", "F1", "samples"),
                        List.of(List.of("1", "0.5", "12,345"), List.of("one", "–", "-1.5e-9")))
                .html();
        assertTrue(html.contains("<tr><th scope=\"col\">class</th><th scope=\"col\" class=\"number\">F1</th>"), html);
        assertTrue(
                html.contains("<tr><td>1</td><td class=\"number\">0.5</td><td class=\"number\">12,345</td></tr>"),
                html);
        assertTrue(
                html.contains("<tr><td>one</td><td class=\"number\">–</td><td class=\"number\">-1.5e-9</td></tr>"),
                html);
    }

    @Test
    void picturesThatCanBeReadWhenTheyAreMadeNarrowerDoNotScroll(@TempDir Path directory)
            throws IOException, InterruptedException {
        Browser browser = Browser.inDirectory(directory);
        String chart =
                LineChart.of("epoch", "loss").withCurve("a", Tensor.of(1, 2)).svg();
        String map = HeatMap.of(Tensor.zeros(Shape.of(3, 60))).svg();
        // a page with its pictures laid bare has what scrolled stick out of it
        String bare = "figure > div { overflow-x: visible; }";
        assertEquals(
                0,
                browser.overflow(
                        new HtmlPage("a").figure(chart, "").html().replace("figure > div { overflow-x: auto; }", bare),
                        360));
        assertTrue(browser.overflow(
                        new HtmlPage("a").figure(map, "").html().replace("figure > div { overflow-x: auto; }", bare),
                        360)
                > 0);
    }

    @Test
    void nothingIsCutOnPaper() {
        String html = wide().html();
        String print = html.substring(html.indexOf("@media print"));
        for (String rule : List.of(
                "h2 { break-after: avoid; }",
                "pre { white-space: pre-wrap; }",
                "figure > div, .table { overflow: visible; }",
                "svg { max-width: 100%; height: auto; max-height: 80vh; }")) {
            assertTrue(print.contains(rule), rule);
        }
    }

    @Test
    void textIsTextWhateverIsInIt() {
        String html = new HtmlPage(NASTY)
                .section(NASTY)
                .paragraph(NASTY)
                .preformatted(NASTY)
                .table(List.of(NASTY), List.of(List.of(NASTY)))
                .figure("<svg/>\n", NASTY)
                .html();
        assertFalse(html.contains("<script"), html);
        assertEquals(8, html.split(Pattern.quote(ESCAPED), -1).length - 1, html);
        assertTrue(new HtmlPage("a\u0000b").preformatted("a\u0007\tb\nc").html().contains("<pre>a\uFFFD\tb\nc</pre>"));
    }

    @Test
    void refersToNothingOutside() {
        String html = wide().html();
        for (String reference : new String[] {"src=", "href=", "url(", "@import", "<script", "<link"}) {
            assertFalse(html.contains(reference), reference);
        }
    }

    @Test
    void aRowWithoutACellForEachColumnIsRefused() {
        HtmlPage page = new HtmlPage("Title");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> page.table(List.of("a", "b"), List.of(List.of("1"))));
        assertEquals("a row of 1 cells in a table of 2 columns: [1]", e.getMessage());
    }

    @Test
    void nothingSticksOutOfANarrowWindow(@TempDir Path directory) throws IOException, InterruptedException {
        Browser browser = Browser.inDirectory(directory);
        assertEquals(0, browser.overflow(wide().html(), 400));
        assertEquals(List.of(), browser.load(wide().html()).console());
    }

    /** The two tests of the browser would fail if there were something to find. */
    @Test
    void theBrowserSeesWhatSticksOutAndWhatIsLogged(@TempDir Path directory) throws IOException, InterruptedException {
        Browser browser = Browser.inDirectory(directory);
        assertEquals(100, browser.overflow("<!DOCTYPE html><body style='margin: 0'><div style='width: 500px'>a", 400));
        assertEquals(
                1,
                browser.load("<script>console.error('planted')</script>")
                        .console()
                        .size());
    }
}
