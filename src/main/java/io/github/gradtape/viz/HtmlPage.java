package io.github.gradtape.viz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A page of HTML that stands alone: paragraphs, tables and pictures below headings, in one file without scripts and without
 * references to any other.
 *
 * <p>What is given as text is shown as text, whatever is in it. The page follows the reader's choice of light or dark, and is as
 * wide as its window: what is wider, such as a picture, scrolls by itself.
 *
 * <pre>{@code
 * HtmlPage page = new HtmlPage("Softmax")
 *         .section("Jacobian")
 *         .paragraph("A row for each output element.")
 *         .figure(HeatMap.of(jacobian).svg(), "by differences");
 * Files.writeString(Path.of("softmax.html"), page.html());
 * }</pre>
 */
public final class HtmlPage {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark; }
            body { max-width: 64rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
            body { overflow-wrap: anywhere; }
            h1 { font-size: 1.4rem; }
            h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #8888; }
            pre { white-space: pre; overflow-x: auto; padding: 0.75rem; border: 1px solid #8888; border-radius: 4px; }
            pre { font: 0.85rem/1.4 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
            .table { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { overflow-wrap: normal; padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }
            .number { text-align: right; }
            figure { display: inline-block; max-width: 100%%; margin: 0 1rem 1rem 0; vertical-align: top; }
            figure > div { overflow-x: auto; }
            figcaption { font-size: 0.9rem; }
            svg { display: block; border-radius: 4px; }
            .small svg { max-width: 100%%; height: auto; }
            @media print {
            h2 { break-after: avoid; }
            main { orphans: 1; widows: 1; }
            p, pre { orphans: 3; widows: 3; }
            pre { white-space: pre-wrap; }
            figure > div, .table { overflow: visible; }
            svg { max-width: 100%%; height: auto; max-height: 80vh; }
            }
            </style>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            """;

    private static final String FOOT = """
            </main>
            </body>
            </html>
            """;

    private static final Pattern WIDTH = Pattern.compile("<svg [^>]*?\\bwidth='(\\d+)'");

    /** The widest picture, in pixels, that can still be read where the window is narrower and it is made as narrow. */
    private static final int MOST_SMALL = 450;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*([.][0-9]+)?(e-?[0-9]+)?|NaN|-?∞|–");

    private final StringBuilder out = new StringBuilder();

    /**
     * A page with nothing on it but its title.
     *
     * @param title the title
     */
    public HtmlPage(String title) {
        add(HEAD, Text.line(title));
    }

    /**
     * Begins a section: adds a heading.
     *
     * @param heading the heading
     * @return this page
     */
    public HtmlPage section(String heading) {
        return add("<h2>%s</h2>\n", Text.line(heading));
    }

    /**
     * Adds a paragraph.
     *
     * @param text its text, in which line breaks count as spaces
     * @return this page
     */
    public HtmlPage paragraph(String text) {
        return add("<p>%s</p>\n", Text.line(text));
    }

    /**
     * Adds text whose spaces and line breaks stay as they are, such as code or a table; what is wider than the page scrolls.
     *
     * @param text the text
     * @return this page
     */
    public HtmlPage preformatted(String text) {
        return add("<pre>%s</pre>\n", Text.lines(text));
    }

    /**
     * Adds a table; columns of numbers stand at the right.
     *
     * @param head a name for each column
     * @param rows the cells of each row, from the left
     * @return this page
     * @throws IllegalArgumentException if a row has not a cell for each column
     */
    public HtmlPage table(List<String> head, List<List<String>> rows) {
        for (List<String> cells : rows) {
            if (cells.size() != head.size()) {
                throw new IllegalArgumentException(
                        "a row of " + cells.size() + " cells in a table of " + head.size() + " columns: " + cells);
            }
        }
        List<String> classes = IntStream.range(0, head.size())
                .mapToObj(column -> rows.stream()
                                .allMatch(cells ->
                                        NUMBER.matcher(cells.get(column)).matches())
                        ? " class=\"number\""
                        : "")
                .toList();
        out.append("<div class=\"table\">\n<table>\n<thead>\n");
        row("th scope=\"col\"", classes, "th", head);
        out.append("</thead>\n<tbody>\n");
        rows.forEach(cells -> row("td", classes, "td", cells));
        out.append("</tbody>\n</table>\n</div>\n");
        return this;
    }

    private void row(String start, List<String> classes, String end, List<String> cells) {
        out.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            add("<" + start + classes.get(i) + ">%s</" + end + ">", Text.line(cells.get(i)));
        }
        out.append("</tr>\n");
    }

    /**
     * Adds a picture; pictures that follow each other stand side by side where there is room. A picture of at most 450 pixels is made
     * as narrow as the window, a wider one scrolls.
     *
     * @param svg what an {@code svg()} of this package returns; it goes into the page as it is
     * @param caption what is written below
     * @return this page
     */
    public HtmlPage figure(String svg, String caption) {
        Matcher width = WIDTH.matcher(svg);
        boolean isSmall = width.lookingAt() && Integer.parseInt(width.group(1)) <= MOST_SMALL;
        out.append("<figure>\n")
                .append(isSmall ? "<div class=\"small\">\n" : "<div>\n")
                .append(svg)
                .append("</div>\n");
        return add("<figcaption>%s</figcaption>\n</figure>\n", Text.line(caption));
    }

    private HtmlPage add(String template, String text) {
        out.append(template.formatted(Text.xml(text)));
        return this;
    }

    /**
     * The page as it is now.
     *
     * @return the text of an {@code .html} file
     */
    public String html() {
        return out + FOOT;
    }
}
