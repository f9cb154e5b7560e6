package io.github.gradtape.viz;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Box.Kind;
import io.github.gradtape.viz.Box.Line;
import io.github.gradtape.viz.Box.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is written in the box of a node.
 *
 * @param withValues whether values are
 * @param cotangents those to be shown
 * @param names those that the caller gave
 */
record Caption(boolean withValues, Map<Node, Tensor> cotangents, Map<Node, String> names) {

    /** Beyond it, an op's settings go to a line of their own. */
    private static final int MOST_ON_FIRST_LINE = 28;

    private static final int MOST_ON_A_LINE = 44;
    private static final int MOST_OF_ALL = 1000;

    List<Line> lines(Node node) {
        List<Line> lines = new ArrayList<>();
        String title = title(node);
        int settings = title.indexOf('[', name(node).length());
        if (node.op().isPresent() && title.length() > MOST_ON_FIRST_LINE && settings > 0 && title.endsWith("]")) {
            add(lines, Role.NAME, title.substring(0, settings));
            add(lines, Role.SETTINGS, title.substring(settings + 1, title.length() - 1));
        } else {
            add(lines, Role.NAME, title);
        }
        add(lines, Role.SHAPE, shape(node));
        if (withValues) {
            add(lines, Role.VALUE, "value " + ShortNumber.of(node.value()));
        }
        if (cotangents.containsKey(node)) {
            add(lines, Role.COTANGENT, "cotangent " + ShortNumber.of(cotangents.get(node)));
        }
        return lines;
    }

    String description(Node node) {
        return Text.shortened(title(node) + " " + shape(node), MOST_OF_ALL);
    }

    private static void add(List<Line> lines, Role role, String text) {
        lines.add(new Line(role, Text.shortened(text, MOST_ON_A_LINE)));
    }

    /** The op, behind the name if it has one; the name of a leaf or a constant, or what it is. */
    private String title(Node node) {
        String name = name(node);
        String op = node.op().map(it -> withoutNoSettings(it.toString())).orElse(kind(node));
        return name.isEmpty() ? op : node.op().isPresent() ? name + " = " + op : name;
    }

    private String name(Node node) {
        return Text.line(names.getOrDefault(node, ""));
    }

    private static String withoutNoSettings(String op) {
        String line = Text.line(op);
        return line.endsWith("[]") ? line.substring(0, line.length() - 2) : line;
    }

    private String shape(Node node) {
        String shape =
                node.shape().equals(Shape.SCALAR) ? "scalar" : node.shape().toString();
        return node.op().isEmpty() && !name(node).isEmpty() ? kind(node) + " " + shape : shape;
    }

    private static String kind(Node node) {
        return Kind.of(node).word;
    }
}
