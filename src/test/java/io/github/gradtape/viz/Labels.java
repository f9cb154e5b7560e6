package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** What holds for every picture, read from nothing but its text. */
final class Labels {

    /** Of a monospace font's size: as wide as in SF Mono, the widest of the fonts asked for; as high as a capital with an accent, and a tail. */
    private static final double ADVANCE = 0.617;

    private static final double ASCENT = 0.8;
    private static final double DESCENT = 0.2;

    /** Coordinates are rounded to hundredths. */
    private static final double ROUNDING = 0.02;

    private static final Pattern TURNED = Pattern.compile("translate\\((-?[0-9.]+) (-?[0-9.]+)\\) rotate\\(-90\\)");

    private static final Pattern ABSOLUTE = Pattern.compile("([MLHV])(-?[0-9.E-]+)(?: (-?[0-9.E-]+))?");

    record Area(String what, double left, double top, double right, double bottom) {

        boolean overlaps(Area other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        boolean isWithin(Area other) {
            return left >= other.left - ROUNDING
                    && top >= other.top - ROUNDING
                    && right <= other.right + ROUNDING
                    && bottom <= other.bottom + ROUNDING;
        }
    }

    private Labels() {}

    /** A picture is one well-formed SVG with a title; nothing leaves it, and no text touches another. */
    static void assertSound(String svg) {
        Element root = Xml.parse(svg);
        assertEquals("svg", root.getTagName());
        assertFalse(Xml.all(root, "title").get(0).getTextContent().isBlank());
        assertEquals(
                "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"), root.getAttribute("viewBox"));
        Area whole = new Area("picture", 0, 0, Xml.number(root, "width"), Xml.number(root, "height"));
        List<Area> texts = texts(root);
        for (Area area : texts) {
            assertTrue(area.isWithin(whole), () -> area + " leaves " + whole);
        }
        for (Area area : shapes(root)) {
            assertTrue(area.isWithin(whole), () -> area + " leaves " + whole);
        }
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                Area one = texts.get(i);
                Area other = texts.get(j);
                assertFalse(one.overlaps(other), () -> one + " touches " + other);
            }
        }
    }

    private static List<Area> texts(Element root) {
        List<Area> areas = new ArrayList<>();
        for (Element text : Xml.all(root, "text")) {
            if (!text.getTextContent().isEmpty()) {
                areas.add(area(text));
            }
        }
        return areas;
    }

    private static Area area(Element text) {
        String content = text.getTextContent();
        double size = Xml.number(text, "font-size");
        double width = text.hasAttribute("textLength")
                ? Xml.number(text, "textLength")
                : ADVANCE * size * content.codePointCount(0, content.length());
        double x = Xml.number(text, "x");
        double baseline = Xml.number(text, "y");
        double left = switch (text.getAttribute("text-anchor")) {
            case "end" -> x - width;
            case "middle" -> x - width / 2;
            default -> x;
        };
        double top = baseline - ASCENT * size;
        double bottom = baseline + DESCENT * size;
        Matcher turned = TURNED.matcher(((Element) text.getParentNode()).getAttribute("transform"));
        if (!turned.matches()) {
            return new Area(content, left, top, left + width, bottom);
        }
        double originX = Double.parseDouble(turned.group(1));
        double originY = Double.parseDouble(turned.group(2));
        return new Area(content, originX + top, originY - left - width, originX + bottom, originY - left);
    }

    private static List<Area> shapes(Element root) {
        List<Area> areas = new ArrayList<>();
        for (String name : List.of("rect", "image")) {
            for (Element rect : Xml.all(root, name)) {
                if (rect.hasAttribute("x")) {
                    double x = Xml.number(rect, "x");
                    double y = Xml.number(rect, "y");
                    areas.add(new Area(name, x, y, x + Xml.number(rect, "width"), y + Xml.number(rect, "height")));
                }
            }
        }
        for (Element circle : Xml.all(root, "circle")) {
            double x = Xml.number(circle, "cx");
            double y = Xml.number(circle, "cy");
            double r = Xml.number(circle, "r");
            areas.add(new Area("circle", x - r, y - r, x + r, y + r));
        }
        for (Element path : Xml.all(root, "path")) {
            areas.addAll(points(path.getAttribute("d")));
        }
        return areas;
    }

    /** The points that a path names by their coordinates. */
    private static List<Area> points(String path) {
        List<Area> points = new ArrayList<>();
        Matcher matcher = ABSOLUTE.matcher(path);
        double x = 0;
        double y = 0;
        while (matcher.find()) {
            double first = Double.parseDouble(matcher.group(2));
            x = matcher.group(1).equals("V") ? x : first;
            y = matcher.group(1).equals("V")
                    ? first
                    : matcher.group(3) == null ? y : Double.parseDouble(matcher.group(3));
            points.add(new Area("path", x, y, x, y));
        }
        return points;
    }

    static List<String> texts(String svg) {
        return Xml.all(Xml.parse(svg), "text").stream()
                .map(Element::getTextContent)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Rectangles that say what they are when pointed at. */
    static List<Element> cells(String svg) {
        return Xml.all(Xml.parse(svg), "rect").stream()
                .filter(rect -> !Xml.all(rect, "title").isEmpty())
                .toList();
    }

    static String title(String svg) {
        return Xml.all(Xml.parse(svg), "title").get(0).getTextContent();
    }
}
