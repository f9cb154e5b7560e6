package io.github.gradtape.viz;

import java.util.List;

/** Text that comes from anywhere: brought on one line, shortened, measured and escaped. */
final class Text {

    /** The advance of a character of common monospace fonts is 0.55 to 0.616 of their size. */
    private static final double NARROW = 0.62;

    private static final double FALLBACK = 0.7;
    private static final double WIDE = 1.2;

    private static final int FIRST_WIDE = 0x2E80;
    private static final String ELLIPSIS = "…";
    private static final String OWN = ELLIPSIS + "∞≤≥ᵀ";

    private Text() {}

    /** The text on one line: each run of white space is a space, and what has no glyph or would reorder others is �. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (!isSpace(c)) {
                line.appendCodePoint(isPrintable(c) ? c : 0xFFFD);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        });
        return line.toString().strip();
    }

    /** The text on the lines it has, whatever ends them; what has no glyph or would reorder others is �. */
    static String lines(String text) {
        StringBuilder lines = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .forEach(c -> lines.appendCodePoint(c == '\n' || c == '\t' || isPrintable(c) ? c : 0xFFFD));
        return lines.toString();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isPrintable(int c) {
        boolean isJoiner = c == 0x200C || c == 0x200D;
        boolean isNoCharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
        return isJoiner
                || switch (Character.getType(c)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
                    default -> !isNoCharacter;
                };
    }

    /** What kind of picture it is, and of what if it has a title. */
    static String named(String kind, String title) {
        return title.isEmpty() ? kind : kind + " of " + title;
    }

    /** At most so many characters, the last one an ellipsis if some are left out. */
    static String shortened(String line, int most) {
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + ELLIPSIS;
    }

    /** A width in pixels that the line does not exceed: sure if it {@link #isPlain}, else it has to be imposed. */
    static double width(String line, double fontSize) {
        return line.codePoints().mapToDouble(Text::advance).sum() * fontSize;
    }

    /** The width of the widest of some lines in the usual font size, 0 if there are none. */
    static double widest(List<String> lines) {
        return lines.stream().mapToDouble(line -> width(line, Svg.FONT)).max().orElse(0);
    }

    private static double advance(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isPlain(c) ? NARROW : c < FIRST_WIDE ? FALLBACK : WIDE;
        };
    }

    /** Whether no character is wider than those of a monospace font, in any such font. */
    static boolean isPlain(String line) {
        return line.codePoints().allMatch(Text::isPlain);
    }

    /** Latin, its accents, Greek and Cyrillic, and the few others that pictures use themselves. */
    private static boolean isPlain(int c) {
        return c < 0x0530 || OWN.indexOf(c) >= 0;
    }

    /** The text as content or attribute of XML. */
    static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
