package io.github.gradtape.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that were perhaps meant by a wrong one. */
final class NearNames {

    private static final int MOST = 3;

    private NearNames() {}

    /** The names that contain the wrong one or are few letters away from it, nearest first. */
    static List<String> of(String wrong, List<String> names) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> !lower.isEmpty() && distance(lower, name) <= 1 + lower.length() / 3)
                .sorted(Comparator.comparingInt(name -> distance(lower, name)))
                .limit(MOST)
                .toList();
    }

    private static int distance(String lower, String name) {
        String other = name.toLowerCase(Locale.ROOT);
        return other.contains(lower) ? 1 : edits(lower, other);
    }

    /** How many letters to put in, take out or change (Levenshtein 1966). */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
