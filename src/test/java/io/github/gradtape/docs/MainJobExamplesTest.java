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
        String shown = """
                epoch  composed            fused                composed      fused   of gradients in a step
                    1  1.3514844990530417  1.3514844990530415    74.37 %    74.37 %   1.9e-16
                    2  0.8935321722816661  0.8935321722816661    74.56 %    74.56 %   2.8e-16
                   10  0.7915600229773710  0.7915600229773712    75.01 %    75.01 %   1.0e-15
                accuracy   75.01 % of the 10,000 test samples, standard error 0.43
                           74.00 % is the best that any classifier can have, computed likewise
                PASS: both paths agree to 1.0e-15 (at the same weights 5.6e-17) and match differences to 1.8e-12
                """;
        String printed = printed(() -> Main.main(new String[0]));
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
