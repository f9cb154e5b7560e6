package io.github.gradtape.viz;

import io.github.gradtape.viz.Box.Kind;
import io.github.gradtape.viz.Box.Line;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A flowchart in the language of Mermaid. */
final class Mermaid {

    /** What Mermaid reads neither as its own nor as HTML or Markdown, but for what is {@link #MISREAD}. */
    private static final String HARMLESS = " [](),.=-+:";

    /**
     * Where a text needs a space of no width, as Mermaid misreads it even if it is escaped: a backslash and an n as the end of a
     * line, two dollars as mathematics, {@code fa:fa-x} as an icon, {@code direction LR} as the way that a graph goes, and a number,
     * a dash, a plus or a star at the beginning of a line as an item of a list.
     */
    private static final Pattern MISREAD =
            Pattern.compile("(?<=#92;)|(?<=#36;)(?=#36;)|(?=:)|(?<=direction)|^(?=[0-9+-]|#42;)");

    private Mermaid() {}

    static String of(List<Box> boxes) {
        StringBuilder out = new StringBuilder("flowchart TD\n");
        for (Box box : boxes) {
            String label = box.lines().stream().map(Mermaid::escaped).collect(Collectors.joining("<br>"));
            String shape = box.kind() == Kind.LEAF ? "([\"" + label + "\"])" : "[\"" + label + "\"]";
            out.append("  ").append(box.id()).append(shape).append(":::");
            out.append(box.kind().word).append('\n');
        }
        boxes.forEach(box -> out.append(box.edges(" --> ")));
        for (Kind kind : Kind.values()) {
            out.append("  classDef %s fill:%s,stroke:%s,color:%s%s\n"
                    .formatted(
                            kind.word,
                            kind.fill,
                            kind.stroke,
                            Svg.INK,
                            kind == Kind.CONSTANT ? ",stroke-dasharray:5 3" : ""));
        }
        return out.toString();
    }

    private static String escaped(Line line) {
        StringBuilder escaped = new StringBuilder();
        line.text().codePoints().forEach(c -> {
            if (c >= 0x80 || Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('#').append(c).append(';');
            }
        });
        return MISREAD.matcher(escaped).replaceAll("#8203;");
    }
}
