package io.github.gradtape.gradcheck;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** What stands below a broken law: a diagnosis, both Jacobians, and lines for JShell that break it again. */
final class Explanation {

    private static final int MOST_ROWS = 12;
    private static final int MOST_COLUMNS = 4;
    private static final int WIDTH = 11;
    private static final String ANALYTIC = "analytic Jacobian";

    private Explanation() {}

    /** Explains how a call broke a law, on lines of their own. */
    static String of(Law law, Smooth smooth) {
        return diagnosis(law, smooth) + inJShell(smooth.call());
    }

    private static String inJShell(Case call) {
        return "\nin JShell:\n  " + String.join("\n  ", Snippet.of(call));
    }

    private static String diagnosis(Law law, Smooth smooth) {
        if (!law.isOfDerivatives()) {
            return "";
        }
        try {
            List<Jacobian> jacobians = Jacobian.of(smooth.partFor(law));
            Optional<Jacobian> wrong =
                    jacobians.stream().filter(jacobian -> !jacobian.agrees()).findFirst();
            return diagnosis(law, smooth, jacobians)
                            .map(text -> "\ndiagnosis: " + text)
                            .orElse("")
                    + wrong.map(Explanation::sideBySide).orElse("");
        } catch (RuntimeException e) {
            return ""; // the pullback itself breaks off, which the complaint says
        }
    }

    /** What is wrong, if it is known and the pullback does not break off. */
    static Optional<String> diagnosis(Law law, Smooth smooth, List<Jacobian> jacobians) {
        try {
            return Diagnosis.ofNaN(smooth.call()).or(() -> Diagnosis.of(law, smooth.partFor(law), jacobians));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String sideBySide(Jacobian jacobian) {
        int[] worst = jacobian.worst();
        int i = worst[0];
        int j = worst[1];
        String entry = String.format(
                Locale.ROOT,
                "\nworst entry ∂y%s/∂x%d%s: analytic %s, by differences %s ± %.1e",
                Arrays.toString(jacobian.outputs().index(i)),
                jacobian.primal(),
                Arrays.toString(jacobian.inputs().index(j)),
                jacobian.analytic()[i][j],
                jacobian.independent()[i][j],
                jacobian.tolerance()[i][j]);
        boolean fits = jacobian.rows() <= MOST_ROWS && jacobian.columns() <= MOST_COLUMNS;
        return (fits ? "\n" + matrices(jacobian, worst) : "") + entry;
    }

    private static String matrices(Jacobian jacobian, int... worst) {
        int width = Math.max(jacobian.columns() * WIDTH, ANALYTIC.length());
        StringJoiner lines = new StringJoiner("\n");
        String columns = "  %-" + (width + 3) + "s%s";
        lines.add(String.format(Locale.ROOT, columns, ANALYTIC, "by differences"));
        for (int i = 0; i < jacobian.rows(); i++) {
            String independent = row(jacobian.independent(), i, worst).stripTrailing();
            lines.add(String.format(Locale.ROOT, columns, row(jacobian.analytic(), i, worst), independent));
        }
        return lines.toString();
    }

    private static String row(double[][] entries, int i, int... worst) {
        StringBuilder row = new StringBuilder();
        IntStream.range(0, entries[i].length).forEach(j -> {
            String mark = i == worst[0] && j == worst[1] ? "*" : " ";
            row.append(String.format(Locale.ROOT, "%" + (WIDTH - 1) + "s", Diagnosis.number(entries[i][j])))
                    .append(mark);
        });
        return row.toString();
    }
}
