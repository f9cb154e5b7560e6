package io.github.gradtape.viz;

import io.github.gradtape.viz.Box.Kind;
import io.github.gradtape.viz.Box.Line;
import io.github.gradtape.viz.Box.Role;
import io.github.gradtape.viz.Item.Link;
import io.github.gradtape.viz.Item.Rank;
import java.util.List;

/**
 * A layered drawing. Boxes stand in the bands of their layers, and edges go sideways only between the bands, so that none crosses a
 * box.
 */
final class GraphSvg {

    private static final double MARGIN = 20;
    private static final double PADDING_X = 12;
    private static final double PADDING_Y = 7;
    private static final double LINE_HEIGHT = 16;
    private static final double LEAST_WIDTH = 72;
    private static final double BETWEEN_PORTS = 12;
    private static final double RADIUS = 3;
    private static final double LEAF_RADIUS = 16;

    private static final double LEAST_GAP = 40;
    private static final double MOST_GAP = 100;
    private static final double GAP_FOR_A_STEP_ASIDE = 0.12;

    private static final double ARROW_LENGTH = 8;
    private static final double ARROW_WIDTH = 7;

    private static final String EDGE = "#5f6368";

    private final List<Box> boxes;
    private final Layers layers;

    /** The bands of the layers. */
    private final double[] top;

    private final double[] bottom;

    GraphSvg(List<Box> boxes) {
        this.boxes = boxes;
        this.layers =
                new Layers(boxes, boxes.stream().mapToDouble(GraphSvg::width).toArray());
        Ordering.order(layers.layers);
        Placement.place(layers.layers, MARGIN);
        this.top = new double[layers.layers.size()];
        this.bottom = new double[layers.layers.size()];
        setBands();
    }

    /** An even number, so that whole numbers are in the middle. */
    private static double width(Box box) {
        double text = box.lines().stream()
                .mapToDouble(line -> Text.width(line.text(), fontSize(line.role())))
                .max()
                .orElse(0);
        double ports = (box.primals().size() + 1) * BETWEEN_PORTS;
        return 2 * Math.ceil(Math.max(LEAST_WIDTH, Math.max(text + 2 * PADDING_X, ports)) / 2);
    }

    private static double height(Box box) {
        return box.lines().size() * LINE_HEIGHT + 2 * PADDING_Y;
    }

    private static double fontSize(Role role) {
        return role == Role.NAME ? 13 : Svg.FONT;
    }

    private void setBands() {
        double[] height = new double[top.length];
        for (Box box : boxes) {
            int layer = item(box).layer;
            height[layer] = Math.max(height[layer], height(box));
        }
        double y = MARGIN;
        for (int layer = 0; layer < top.length; layer++) {
            top[layer] = y;
            bottom[layer] = y + height[layer];
            y = bottom[layer] + gapBelow(layers.layers.get(layer));
        }
        layers.layers.forEach(layer -> layer.forEach(item -> item.top = item.bottom = top[item.layer]));
        for (Box box : boxes) {
            Item item = item(box);
            item.top = (top[item.layer] + bottom[item.layer] - height(box)) / 2;
            item.bottom = item.top + height(box);
        }
    }

    private static double gapBelow(List<Item> layer) {
        double aside = layer.stream()
                .flatMap(item -> item.down.stream())
                .mapToDouble(link -> Math.abs(link.endX() - link.from().x))
                .max()
                .orElse(0);
        return Math.min(MOST_GAP, Math.rint(LEAST_GAP + GAP_FOR_A_STEP_ASIDE * aside));
    }

    private Item item(Box box) {
        return layers.items.get(box.number());
    }

    String drawn() {
        double width = layers.layers.stream()
                .flatMap(List::stream)
                .mapToDouble(item -> item.x + item.width / 2)
                .max()
                .orElse(0);
        Svg svg = new Svg(width + MARGIN, bottom[bottom.length - 1] + MARGIN, title());
        boxes.forEach(box -> drawEdgesFrom(box, svg));
        boxes.forEach(box -> draw(box, svg));
        return svg.finished();
    }

    private String title() {
        return "Graph of " + boxes.get(boxes.size() - 1).description() + ": " + count(Kind.OP, "op", "ops") + ", "
                + count(Kind.LEAF, "leaf", "leaves") + ", " + count(Kind.CONSTANT, "constant", "constants");
    }

    private String count(Kind kind, String one, String many) {
        long count = boxes.stream().filter(box -> box.kind() == kind).count();
        return count + " " + (count == 1 ? one : many);
    }

    private void draw(Box box, Svg svg) {
        Item item = item(box);
        double height = height(box);
        boolean isOutput = box.number() == boxes.size() - 1;
        svg.add("<g data-node='%s'>", box.id());
        svg.add("<title>%s</title>", box.description());
        svg.add(
                "<rect x='%s' y='%s' width='%s' height='%s' rx='%s' fill='%s' stroke='%s' stroke-width='%s'"
                        + dashes(box.kind()) + "/>",
                item.x - item.width / 2,
                item.top,
                item.width,
                height,
                box.kind() == Kind.LEAF ? LEAF_RADIUS : RADIUS,
                box.kind().fill,
                box.kind().stroke,
                isOutput ? 2.5 : 1.25);
        double line = item.top + PADDING_Y + LINE_HEIGHT / 2;
        for (Line it : box.lines()) {
            String weight = it.role() == Role.NAME ? " font-weight='bold'" : "";
            svg.text(item.x, line, "middle", fontSize(it.role()), ink(it.role()), it.text(), weight);
            line += LINE_HEIGHT;
        }
        svg.add("</g>");
    }

    private static String dashes(Kind kind) {
        return kind == Kind.CONSTANT ? " stroke-dasharray='5 3'" : "";
    }

    private static String ink(Role role) {
        return switch (role) {
            case NAME -> Svg.INK;
            case SETTINGS, SHAPE -> Svg.FAINT_INK;
            case VALUE -> "#1d4f8a";
            case COTANGENT -> "#9a3412";
        };
    }

    /** All edges from a box, which share the way as far as they can. */
    private void drawEdgesFrom(Box box, Svg svg) {
        StringBuilder lines = new StringBuilder();
        StringBuilder arrows = new StringBuilder();
        for (Item item = item(box); item != null; item = item.trunk) {
            for (Link link : item.down) {
                boolean ends = link.to().rank != Rank.WAYPOINT;
                if (ends) {
                    arrows.append(arrow(link.endX(), link.to().top));
                }
                lines.append(line(link, ends ? ARROW_LENGTH - 1 : 0));
            }
        }
        if (!lines.isEmpty()) {
            svg.add("<g data-from='%s'>", box.id());
            svg.add("<path fill='none' stroke='%s' stroke-width='1.25' d='%s'/>", EDGE, lines);
            svg.add("<path fill='%s' d='%s'/>", EDGE, arrows);
            svg.add("</g>");
        }
    }

    /** Down through the band, then a curve to the next one, and down again to somewhat above the item there. */
    private String line(Link link, double above) {
        Item from = link.from();
        double start = bottom[from.layer];
        double end = top[from.layer + 1];
        double half = (start + end) / 2;
        return Svg.filled(
                "M%s %sV%sC%s %s %s %s %s %sV%s",
                from.x, from.bottom, start, from.x, half, link.endX(), half, link.endX(), end, link.to().top - above);
    }

    private static String arrow(double x, double tip) {
        return Svg.filled("M%s %sl%s %sh%sz", x, tip, -ARROW_WIDTH / 2, -ARROW_LENGTH, ARROW_WIDTH);
    }
}
