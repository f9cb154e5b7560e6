package io.github.gradtape.viz;

import java.util.List;

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
            figure { display: inline-block; max-width: 100%%; margin: 0 1rem 1rem 0; vertical-align: top; }
            figure > div { overflow-x: auto; }
            figcaption { font-size: 0.9rem; }
            svg { display: block; border-radius: 4px; }
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
     * Adds a table.
     *
     * @param head a name for each column
     * @param rows the cells of each row, from the left
     * @return this page
     * @throws IllegalArgumentException if a row has not a cell for each column
     */
    public HtmlPage table(List<String> head, List<List<String>> rows) {
        out.append("<div class=\"table\">\n<table>\n<thead>\n");
        row("th", head);
        out.append("</thead>\n<tbody>\n");
        for (List<String> cells : rows) {
            if (cells.size() != head.size()) {
                throw new IllegalArgumentException(
                        "a row of " + cells.size() + " cells in a table of " + head.size() + " columns: " + cells);
            }
            row("td", cells);
        }
        out.append("</tbody>\n</table>\n</div>\n");
        return this;
    }

    private void row(String element, List<String> cells) {
        out.append("<tr>");
        cells.forEach(cell -> add("<" + element + ">%s</" + element + ">", Text.line(cell)));
        out.append("</tr>\n");
    }

    /**
     * Adds a picture; pictures that follow each other stand side by side where there is room.
     *
     * @param svg what an {@code svg()} of this package returns; it goes into the page as it is
     * @param caption what is written below
     * @return this page
     */
    public HtmlPage figure(String svg, String caption) {
        out.append("<figure>\n<div>\n").append(svg).append("</div>\n");
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
