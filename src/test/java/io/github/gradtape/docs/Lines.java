package io.github.gradtape.docs;

import java.util.Collections;
import java.util.List;

/** Runs of lines compared regardless of blank lines and of the indentation that all of them share. */
final class Lines {

    private Lines() {}

    static List<String> withoutIndentation(List<String> lines) {
        int shared = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(Lines::indentation)
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(shared))
                .toList();
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    static List<String> withoutBlanks(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).toList();
    }

    /** Whether a source holds a run of lines one after another, at whatever indentation. */
    static boolean hold(List<String> source, List<String> run) {
        List<String> wanted = withoutIndentation(withoutBlanks(run));
        List<String> lines = withoutBlanks(source);
        for (int from = 0; from + wanted.size() <= lines.size(); from++) {
            List<String> window = lines.subList(from, from + wanted.size());
            if (withoutIndentation(window).equals(wanted)) {
                return true;
            }
        }
        return Collections.emptyList().equals(wanted);
    }
}
