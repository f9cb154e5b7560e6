package io.github.gradtape.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * What is to be seen in an SVG of a graph, read from nothing but its text.
 *
 * @param width of the whole
 * @param height of the whole
 * @param boxes the boxes by their ids
 * @param lines the lines of the edges that begin at a box, by its id
 * @param tips the ends of the arrows of edges that begin at a box, by its id
 */
record Drawing(
        double width,
        double height,
        Map<String, Rectangle> boxes,
        Map<String, List<Line>> lines,
        Map<String, List<Point>> tips) {

    private static final String NUMBER = "(-?[0-9.]+)";

    private static final Pattern LINE =
            Pattern.compile("M%1$s %1$sV%1$sC%1$s %1$s %1$s %1$s %1$s %1$sV%1$s".formatted(NUMBER));

    private static final Pattern ARROW = Pattern.compile("M%1$s %1$sl%1$s %1$sh%1$sz".formatted(NUMBER));

    private static final int SAMPLES = 40;

    record Point(double x, double y) {}

    record Text(String content, double x, double baseline, double fontSize, double imposedWidth) {

        /** As wide as in SF Mono, the widest of the fonts asked for. */
        double width() {
            return imposedWidth > 0 ? imposedWidth : 0.617 * fontSize * content.codePointCount(0, content.length());
        }
    }

    record Rectangle(double left, double top, double right, double bottom, List<Text> texts) {

        boolean contains(Point point, double margin) {
            return left + margin < point.x
                    && point.x < right - margin
                    && top + margin < point.y
                    && point.y < bottom - margin;
        }

        boolean overlaps(Rectangle other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /** Down from a point, a curve, and down again. */
    record Line(Point start, Point end, List<Point> points) {}

    static Drawing of(String svg) {
        Element root = Xml.parse(svg);
        Map<String, Rectangle> boxes = new TreeMap<>();
        Map<String, List<Line>> lines = new TreeMap<>();
        Map<String, List<Point>> tips = new TreeMap<>();
        for (Element group : Xml.all(root, "g")) {
            if (group.hasAttribute("data-node")) {
                if (boxes.put(group.getAttribute("data-node"), rectangle(group)) != null) {
                    throw new AssertionError("twice: " + group.getAttribute("data-node"));
                }
            } else {
                List<Element> paths = Xml.all(group, "path");
                lines.put(group.getAttribute("data-from"), lines(paths.get(0).getAttribute("d")));
                tips.put(group.getAttribute("data-from"), tips(paths.get(1).getAttribute("d")));
            }
        }
        return new Drawing(Xml.number(root, "width"), Xml.number(root, "height"), boxes, lines, tips);
    }

    /** The lines of text in a box. */
    List<String> texts(String id) {
        return boxes.get(id).texts.stream().map(Text::content).toList();
    }

    private static Rectangle rectangle(Element group) {
        Element rect = Xml.all(group, "rect").get(0);
        double x = Xml.number(rect, "x");
        double y = Xml.number(rect, "y");
        List<Text> texts = Xml.all(group, "text").stream().map(Drawing::text).toList();
        return new Rectangle(x, y, x + Xml.number(rect, "width"), y + Xml.number(rect, "height"), texts);
    }

    private static Text text(Element text) {
        return new Text(
                text.getTextContent(),
                Xml.number(text, "x"),
                Xml.number(text, "y"),
                Xml.number(text, "font-size"),
                text.hasAttribute("textLength") ? Xml.number(text, "textLength") : 0);
    }

    private static List<Line> lines(String path) {
        List<Line> lines = new ArrayList<>();
        for (double[] p : matches(LINE, path)) {
            Point start = new Point(p[0], p[1]);
            Point end = new Point(p[7], p[9]);
            List<Point> points = new ArrayList<>(List.of(start));
            for (int i = 0; i <= SAMPLES; i++) {
                double t = (double) i / SAMPLES;
                points.add(new Point(bezier(t, p[0], p[3], p[5], p[7]), bezier(t, p[2], p[4], p[6], p[8])));
            }
            points.add(end);
            lines.add(new Line(start, end, points));
        }
        return lines;
    }

    private static double bezier(double t, double a, double b, double c, double d) {
        double s = 1 - t;
        return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
    }

    private static List<Point> tips(String path) {
        return matches(ARROW, path).stream().map(p -> new Point(p[0], p[1])).toList();
    }

    /** The numbers of each match; together, the matches are all there is. */
    private static List<double[]> matches(Pattern pattern, String path) {
        List<double[]> matches = new ArrayList<>();
        Matcher matcher = pattern.matcher(path);
        while (matcher.lookingAt()) {
            double[] numbers = new double[matcher.groupCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Double.parseDouble(matcher.group(i + 1));
            }
            matches.add(numbers);
            matcher.region(matcher.end(), path.length());
        }
        if (matcher.regionStart() != path.length()) {
            throw new AssertionError("not understood: " + path.substring(matcher.regionStart()));
        }
        return matches;
    }
}
