package io.github.gradtape.cli;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Examination;
import io.github.gradtape.gradcheck.GradientReport;
import io.github.gradtape.gradcheck.Law;
import io.github.gradtape.gradcheck.Mutant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the examinations of ops, and adds them up. */
final class CheckReport {

    private static final String KINKS = "at kinks the derivative lies between the one-sided ones";
    private static final Law[] LAWS = Law.values();

    private final Lines out;
    private int ops;
    private int failed;
    private int laws;
    private int killed;
    private double largestBias;

    CheckReport(Lines out) {
        this.out = out;
    }

    /** One line for an op; more if something is wrong. */
    void printLine(String name, Domain domain, Examination found) {
        Counts counts = add(domain, found);
        out.print(
                "%-24s %s  %3d of %2d mutants killed  bias %s",
                name, counts.lawsInWords(), counts.killed, counts.mutants, bias(found.smallestBias()));
        printFaults(found);
    }

    /** An op that could not be examined, as its domain breaks off. */
    void printBrokenDomain(String name, RuntimeException reason) {
        ops++;
        failed++;
        out.print("%-24s not examined, as its domain fails: %s", name, reason);
    }

    /** Every law and every mutant of an op. */
    void printDetails(String name, Domain domain, Examination found) {
        add(domain, found);
        out.print("%s", name);
        StringBuilder head = new StringBuilder();
        int number = 0;
        for (Law law : LAWS) {
            number++;
            head.append(' ').append(number);
            out.print("  %d  %-60s %s", number, law, found.failure(law).isEmpty() ? "ok" : "BROKEN");
        }
        String atKinks =
                domain.kinks().isEmpty() ? "no kinks" : found.failureAtKinks().isEmpty() ? "ok" : "BROKEN";
        out.print("  %d  %-60s %s", number + 1, KINKS, atKinks);
        out.print("");
        out.print("Mutants%26s%s  x: killed by that law  -: equivalent", "", head);
        for (Mutant mutant : found.mutants()) {
            out.print(
                    "  %-30s %s%s",
                    mutant, marks(mutant, found), found.survivors().contains(mutant) ? "  SURVIVED" : "");
        }
        out.print("");
        out.print("Smallest relative bias caught: %s", bias(found.smallestBias()));
        printFaults(found);
    }

    private static String marks(Mutant mutant, Examination found) {
        StringBuilder marks = new StringBuilder();
        for (Law law : LAWS) {
            boolean kills = found.killers(mutant).contains(law);
            marks.append(' ').append(kills ? 'x' : found.equivalents().contains(mutant) ? '-' : '.');
        }
        return marks.toString();
    }

    private void printFaults(Examination found) {
        List<GradientReport> failures =
                Arrays.stream(LAWS).flatMap(law -> found.failure(law).stream()).toList();
        for (int i = 0; i < failures.size(); i++) {
            printIndented(
                    i == 0 ? failures.get(i).textWithPage() : failures.get(i).text());
        }
        found.failureAtKinks().ifPresent(this::printIndented);
        if (!found.survivors().isEmpty()) {
            printIndented("survived, as no law tells them from the op: "
                    + found.survivors().stream().map(Mutant::name).collect(Collectors.joining(", ")));
        }
    }

    private void printIndented(String text) {
        text.lines().forEach(line -> out.print("    %s", line));
    }

    /** The last line; whether all is well. */
    boolean printSummary() {
        String all = String.format(
                Locale.ROOT, "%d %s, %d laws held, %d mutants killed", ops, ops == 1 ? "op" : "ops", laws, killed);
        out.print(
                failed == 0 ? "PASS: %s, no survivor%s" : "FAIL: %s; %3$s",
                all,
                largestBias == 0 ? "" : "; a bias of " + bias(largestBias) + " is caught in each",
                failed == 1
                        ? "1 op broke a law, let a mutant live or has no calls"
                        : failed + " ops broke a law, let a mutant live or have no calls");
        return failed == 0;
    }

    private Counts add(Domain domain, Examination found) {
        Counts counts = Counts.of(domain, found);
        ops++;
        failed += found.passed() ? 0 : 1;
        laws += counts.held;
        killed += counts.killed;
        if (found.smallestBias() < Double.POSITIVE_INFINITY) {
            largestBias = Math.max(largestBias, found.smallestBias());
        }
        return counts;
    }

    private record Counts(int held, int laws, int killed, int mutants) {

        static Counts of(Domain domain, Examination found) {
            int laws = LAWS.length + (domain.kinks().isEmpty() ? 0 : 1);
            int broken = found.failureAtKinks().isPresent() ? 1 : 0;
            for (Law law : LAWS) {
                broken += found.failure(law).isPresent() ? 1 : 0;
            }
            int mutants = found.mutants().size() - found.equivalents().size();
            return new Counts(laws - broken, laws, mutants - found.survivors().size(), mutants);
        }

        String lawsInWords() {
            return held == laws
                    ? String.format(Locale.ROOT, "%d laws ok       ", laws)
                    : String.format(Locale.ROOT, "%d of %d laws held", held, laws);
        }
    }

    private static String bias(double bias) {
        return bias < Double.POSITIVE_INFINITY ? String.format(Locale.ROOT, "%.1e", bias) : "none";
    }
}
