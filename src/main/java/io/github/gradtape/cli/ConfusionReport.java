package io.github.gradtape.cli;

import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.tensor.Tensor;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Prints which classes are taken for which: of few classes a table, of many the commonest confusions.
 *
 * @param names of the classes
 */
record ConfusionReport(Lines out, List<String> names, Predictions predictions) {

    /** The most classes that stand side by side. */
    static final int MOST_COLUMNS = 12;

    static final int MOST_CONFUSIONS = 20;

    private static final int COLUMN = 7;

    void print() {
        if (names.size() <= MOST_COLUMNS) {
            printTable();
        } else {
            printCommonest();
        }
    }

    /** Classes have numbers where the heads of their columns would be the same. */
    private void printTable() {
        List<String> rows = names;
        List<String> heads = names.stream().map(ConfusionReport::abbreviated).toList();
        if (new HashSet<>(heads).size() < heads.size()) {
            heads = IntStream.rangeClosed(1, names.size())
                    .mapToObj(Integer::toString)
                    .toList();
            rows = IntStream.range(0, names.size())
                    .mapToObj(i -> i + 1 + " " + names.get(i))
                    .toList();
        }
        int width = width(rows, "is");
        Tensor confusion = predictions.confusion();
        out.print("%s", "taken for: one column for each class, in the same order");
        StringBuilder head = new StringBuilder(padded("is", width));
        heads.forEach(it -> head.append("  ").append(String.format(Locale.ROOT, "%" + COLUMN + "s", it)));
        out.print("%s", head);
        for (int i = 0; i < names.size(); i++) {
            StringBuilder row = new StringBuilder(padded(rows.get(i), width));
            for (int j = 0; j < names.size(); j++) {
                row.append("  ").append(String.format(Locale.ROOT, "%," + COLUMN + ".0f", confusion.get(i, j)));
            }
            out.print("%s", row);
        }
    }

    /** A class, and another that samples of it are taken for. */
    private record Pair(String is, String taken) {}

    /** Counted by pairs that there are: a matrix of all may not fit into the memory. */
    private void printCommonest() {
        Tensor classes = predictions.classes();
        Map<Pair, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < predictions.size(); i++) {
            int is = (int) predictions.labels().get(i);
            double taken = classes.get(i);
            if (taken != is && !Double.isNaN(taken)) {
                counts.merge(new Pair(names.get(is), names.get((int) taken)), 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            out.print("no sample is taken for another class than its own");
            return;
        }
        List<Pair> shown = counts.keySet().stream()
                .sorted(Comparator.comparingInt(pair -> -counts.get(pair)))
                .limit(MOST_CONFUSIONS)
                .toList();
        int is = width(shown.stream().map(Pair::is).toList(), "is");
        int taken = width(shown.stream().map(Pair::taken).toList(), "taken for");
        out.print("%s  %s  %9s", padded("is", is), padded("taken for", taken), "samples");
        for (Pair pair : shown) {
            out.print("%s  %s  %,9d", padded(pair.is, is), padded(pair.taken, taken), counts.get(pair));
        }
        if (counts.size() > shown.size()) {
            out.print("and %,d pairs of classes that are no commoner", counts.size() - shown.size());
        }
    }

    private static String padded(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }

    /** That of the longest of some names and what stands above them. */
    static int width(List<String> names, String head) {
        return names.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }

    private static String abbreviated(String name) {
        return name.codePointCount(0, name.length()) <= COLUMN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, COLUMN - 1)) + ".";
    }
}
