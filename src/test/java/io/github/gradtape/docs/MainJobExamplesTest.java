package io.github.gradtape.docs;

import io.github.gradtape.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What README.md shows of the main job. */
class MainJobExamplesTest extends Examples {

    /** Another platform's tanh may round another way, so that digits are compared by their kind alone. */
    @Test
    void theMainJob() {
        assertAllPrinted("""
                accuracy   74.84 % of the 10,000 test samples, standard error 0.43
                           73.99 % expected of ever more samples, computed exactly
                           74.00 % is the best that any classifier can have, on average over all possible samples
                """);
    }

    @Test
    void theComparisonOfPaths() {
        assertAllPrinted("""
                       mean loss of the epoch's batches        accuracy on the test   largest |difference|
                epoch  composed            fused                composed      fused   of gradients in a step
                    1  1.5594090049301663  1.5594090049301663    74.54 %    74.54 %   1.7e-16
                   10  0.7913332201195549  0.7913332201195549    75.01 %    75.01 %   9.7e-16
                PASS: both paths agree to 9.7e-16 (at the same weights 5.6e-17) and match differences to 1.4e-12
                """, "--compare-paths");
    }

    private static void assertAllPrinted(String shown, String... args) {
        String printed = printed(() -> Main.main(args));
        shown.lines().forEach(line -> assertPrinted(line, printed));
    }

    static String printed(Runnable job) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            job.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void assertPrinted(String line, String printed) {
        String pattern = Pattern.quote(line.strip()).replaceAll("\\d[\\d.]*(e-\\d+)?", "\\\\E[\\\\d.e-]+\\\\Q");
        boolean found = printed.lines().anyMatch(candidate -> candidate.strip().matches(pattern));
        Assertions.assertTrue(found, () -> "no line like: " + line + "\n" + printed);
    }
}
