package io.github.gradtape.cli;

import java.util.regex.Pattern;

/** Text that a terminal shows on one line and obeys nowhere: names of files and classes come from others. */
final class OneLine {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private OneLine() {}

    /** The text with its control characters and line breaks written by their numbers, as in JSON. */
    static String of(String text) {
        return CONTROL.matcher(text)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
