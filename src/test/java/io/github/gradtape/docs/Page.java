package io.github.gradtape.docs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of Markdown, as far as its truth can be checked: its code blocks, its links, and the anchors of its headings. */
final class Page {

    private static final String FENCE = "```";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|^\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");

    /** A fenced code block; the line is that of its opening fence, counted from 1. */
    record Block(String language, int line, List<String> lines) {}

    private final String path;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final Set<String> anchors = new LinkedHashSet<>();
    private boolean closed = true;

    Page(String path, String text) {
        this.path = path;
        List<String> block = new ArrayList<>();
        String language = "";
        int opened = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            boolean fence = line.strip().startsWith(FENCE);
            if (fence && closed) {
                language = line.strip().substring(FENCE.length());
                opened = number;
                closed = false;
            } else if (fence) {
                blocks.add(new Block(language, opened, Lines.withoutIndentation(block)));
                block = new ArrayList<>();
                closed = true;
            } else if (closed) {
                readProse(line);
            } else {
                block.add(line);
            }
        }
    }

    private void readProse(String line) {
        if (line.matches("#{1,6} .*")) {
            addAnchor(line.substring(line.indexOf(' ') + 1).strip());
        }
        Matcher link = LINK.matcher(CODE_SPAN.matcher(line).replaceAll("`"));
        while (link.find()) {
            links.add(link.group(1) != null ? link.group(1) : link.group(2));
        }
    }

    /** As GitHub makes them: lower case, without punctuation, with hyphens for spaces, and numbered if not unique. */
    private void addAnchor(String heading) {
        String anchor = heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
        String unique = anchor;
        for (int i = 1; !anchors.add(unique); i++) {
            unique = anchor + "-" + i;
        }
    }

    /** From the project's base directory, with slashes. */
    String path() {
        return path;
    }

    List<Block> blocks() {
        return blocks;
    }

    List<String> links() {
        return links;
    }

    Set<String> anchors() {
        return anchors;
    }

    /** Whether every opening fence has a closing one. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return path;
    }
}
