package io.github.gradtape.cli;

import java.util.regex.Pattern;

/** Text that a terminal shows on one line, in its order, and obeys nowhere: names of files and classes come from others. */
final class OneLine {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069]");

    private OneLine() {}

    /** The text with its control characters, line breaks and changes of direction written by their numbers, as in JSON. */
    static String of(String text) {
        return CONTROL.matcher(text)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
