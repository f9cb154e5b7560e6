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
                <tr><th>law</th><th>verdict</th></tr>
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
