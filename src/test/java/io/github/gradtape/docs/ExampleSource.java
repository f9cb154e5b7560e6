package io.github.gradtape.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A test source that examples are taken from: its code, its text blocks, and its string literals. */
final class ExampleSource {

    private static final String QUOTES = "\"\"\"";
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final List<String> code = new ArrayList<>();
    private final List<List<String>> textBlocks = new ArrayList<>();
    private final Set<String> literals = new HashSet<>();

    ExampleSource(String source) {
        List<String> text = null;
        for (String line : source.lines().toList()) {
            if (text == null) {
                code.add(line);
                LITERAL.matcher(line.replace(QUOTES, "")).results().forEach(literal -> literals.add(literal.group(1)));
                text = line.contains(QUOTES) ? new ArrayList<>() : null;
            } else if (line.contains(QUOTES)) {
                textBlocks.add(Lines.withoutIndentation(text));
                text = null;
            } else {
                text.add(line);
            }
        }
    }

    /** Whether the lines stand here one after another, outside text blocks. */
    boolean hasCode(List<String> run) {
        return Lines.hold(code, run);
    }

    /** Whether a text block has just these lines. */
    boolean hasText(List<String> lines) {
        return textBlocks.contains(lines);
    }

    /** Whether a string literal has just this value. */
    boolean hasLiteral(String value) {
        return literals.contains(value);
    }
}
