package io.github.gradtape.gradcheck;

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

    private Explanation() {}

    /**
     * Explains a failure, on lines of their own.
     *
     * @param law the law that was broken
     * @param call the call as it was made
     * @param smooth the same call with its entries at kinks held, or itself
     */
    static String of(Law law, Case call, Case smooth) {
        return diagnosis(law, smooth) + inJShell(call);
    }

    private static String inJShell(Case call) {
        return "\nin JShell:\n  " + String.join("\n  ", Snippet.of(call));
    }

    private static String diagnosis(Law law, Case call) {
        if (!law.isOfDerivatives()) {
            return "";
        }
        try {
            List<Jacobian> jacobians = Jacobian.of(call);
            Optional<String> fault = Diagnosis.of(call, jacobians);
            Optional<Jacobian> wrong =
                    jacobians.stream().filter(jacobian -> !jacobian.agrees()).findFirst();
            return fault.map(text -> "\ndiagnosis: " + text).orElse("")
                    + wrong.map(Explanation::sideBySide).orElse("");
        } catch (IllegalArgumentException | IllegalStateException e) {
            return ""; // the pullback itself breaks off, which the complaint says
        }
    }

    private static String sideBySide(Jacobian jacobian) {
        int[] worst = jacobian.worst();
        int i = worst[0];
        int j = worst[1];
        String entry = String.format(
                Locale.ROOT,
                "\nworst entry ∂y%s/∂x%d%s: analytic %s, by differences %s ± %.1e",
                Position.of(i, jacobian.outputs()),
                jacobian.primal(),
                Position.of(j, jacobian.inputs()),
                jacobian.analytic()[i][j],
                jacobian.independent()[i][j],
                jacobian.tolerance()[i][j]);
        boolean fits = jacobian.rows() <= MOST_ROWS && jacobian.columns() <= MOST_COLUMNS;
        return (fits ? "\n" + matrices(jacobian, worst) : "") + entry;
    }

    private static String matrices(Jacobian jacobian, int... worst) {
        int width = jacobian.columns() * WIDTH;
        StringJoiner lines = new StringJoiner("\n");
        lines.add(String.format(Locale.ROOT, "  %-" + (width + 3) + "s%s", "analytic Jacobian", "by differences"));
        for (int i = 0; i < jacobian.rows(); i++) {
            lines.add("  " + row(jacobian.analytic(), i, worst) + "   "
                    + row(jacobian.independent(), i, worst).stripTrailing());
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
