package io.github.gradtape.cli;

import io.github.gradtape.tensor.Tensor;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Prints which classes are taken for which: of few classes a table, of many the commonest confusions.
 *
 * @param names of the classes
 * @param confusion row i, column j counts samples of class i that were taken for j
 */
record ConfusionReport(Lines out, List<String> names, Tensor confusion) {

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

    private void printCommonest() {
        int classes = names.size();
        int[] all = IntStream.range(0, confusion.size())
                .filter(i -> i / classes != i % classes && confusion.borrow()[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -confusion.borrow()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (all.length == 0) {
            out.print("no sample is taken for another class than its own");
            return;
        }
        int[] shown = IntStream.of(all).limit(MOST_CONFUSIONS).toArray();
        int is = width(IntStream.of(shown).mapToObj(i -> names.get(i / classes)).toList(), "is");
        int taken =
                width(IntStream.of(shown).mapToObj(i -> names.get(i % classes)).toList(), "taken for");
        out.print("%s  %s  %9s", padded("is", is), padded("taken for", taken), "samples");
        for (int i : shown) {
            String pair = padded(names.get(i / classes), is) + "  " + padded(names.get(i % classes), taken);
            out.print("%s  %,9.0f", pair, confusion.borrow()[i]);
        }
        if (all.length > shown.length) {
            out.print("and %,d pairs of classes that are no commoner", all.length - shown.length);
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
