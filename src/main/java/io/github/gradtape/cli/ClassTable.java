package io.github.gradtape.cli;

import io.github.gradtape.nn.train.ClassScore;
import io.github.gradtape.nn.train.Predictions;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How well each class is told from the others, as a table. */
final class ClassTable {

    static final List<String> HEAD = List.of("class", "precision", "recall", "F1", "samples");

    private ClassTable() {}

    /** A row for each class. */
    static List<List<String>> rows(List<String> names, Predictions predictions) {
        List<ClassScore> scores = predictions.classScores();
        return IntStream.range(0, names.size())
                .mapToObj(c -> List.of(
                        names.get(c),
                        share(scores.get(c).precision()),
                        share(scores.get(c).recall()),
                        share(scores.get(c).f1()),
                        String.format(Locale.ROOT, "%,d", scores.get(c).actual())))
                .toList();
    }

    private static String share(double x) {
        return Double.isNaN(x) ? "–" : String.format(Locale.ROOT, "%.4f", x);
    }
}
