package io.github.gradtape.viz;

import io.github.gradtape.viz.Box.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The DOT language of Graphviz. */
final class Dot {

    private Dot() {}

    static String of(List<Box> boxes) {
        StringBuilder out = new StringBuilder("""
                digraph {
                  bgcolor="white"
                  node [shape="box", fontname="monospace", fontsize="11", fontcolor="%s"]
                  edge [color="%s", arrowsize="0.7"]
                """.formatted(Svg.INK, Svg.FAINT_INK));
        for (Box box : boxes) {
            out.append("  %s [label=\"%s\", style=\"%s\", fillcolor=\"%s\", color=\"%s\"]\n"
                    .formatted(box.id(), label(box), style(box.kind()), box.kind().fill, box.kind().stroke));
        }
        boxes.forEach(box -> out.append(box.edges(" -> ")));
        return out.append("}\n").toString();
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case OP -> "filled";
            case LEAF -> "filled,rounded";
            case CONSTANT -> "filled,dashed";
        };
    }

    /** Graphviz reads escapes with a backslash as well as XML's entities. */
    private static String label(Box box) {
        return box.lines().stream()
                .map(line ->
                        line.text().replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\""))
                .collect(Collectors.joining("\\n"));
    }
}
