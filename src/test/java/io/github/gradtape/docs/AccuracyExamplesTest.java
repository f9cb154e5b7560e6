package io.github.gradtape.docs;

import io.github.gradtape.cli.Main;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What docs/numerics.md shows of the accuracy command. */
class AccuracyExamplesTest extends Examples {

    /** The textbook's figures are the platform's exp and log, and may differ elsewhere; the columns of gradtape are its own. */
    @Test
    void theTable() {
        String shown = """
                errors in units of u = 2^-53, against 60 digits; lost: not one bit is right
                2,000 random rows of 2 to 10 classes for each scale of logits, seed 1

                                                   textbook             gradtape
                logits                          worst      mean      worst      mean  allowed
                normal, 1     row loss          31.29      0.91       1.62      0.41      3.1
                              gradient          31.57      0.92       1.87      0.43      3.1
                              softmax            5.18      0.80       1.87      0.45      3.1
                              log-softmax       84.34      0.77       1.69      0.42      3.1
                              log-sum-exp        9.14      0.51       1.17      0.37      2.1
                normal, 5     row loss        8.2e+10   4.1e+07       1.62      0.38      3.1
                              gradient        4.6e+09   3.9e+05       1.96      0.43      3.1
                              softmax           32.55      2.48       1.96      0.46      3.1
                              log-softmax     8.2e+10   1.1e+07       1.62      0.38      3.1
                              log-sum-exp        5.87      0.42       1.24      0.37      2.1
                normal, 20    row loss           lost   1.9e+14       1.76      0.40      3.1
                              gradient           lost   2.3e+13       1.89      0.41      3.1
                              softmax           66.14      8.84       1.92      0.43      3.1
                              log-softmax        lost   1.2e+14       1.76      0.39      3.1
                              log-sum-exp       80.56      0.40       0.97      0.33      2.1
                normal, 200   row loss           lost   1.5e+15       1.67      0.33      3.1
                              gradient           lost   2.5e+14       1.82      0.30      3.1
                              softmax          514.14     78.37       1.82      0.34      3.1
                              log-softmax        lost   1.2e+15       1.79      0.33      3.1
                              log-sum-exp        1.07      0.08       0.96      0.08      2.1
                adversarial   row loss           lost   6.8e+14       1.86      0.41      3.1
                              gradient           lost   1.0e+14       1.71      0.35      3.1
                              softmax          512.56     33.84       1.71      0.37      3.1
                              log-softmax        lost   4.9e+14       1.86      0.42      3.1
                              log-sum-exp        lost   3.3e+14       1.33      0.26      2.1

                PASS: no error of gradtape is above 63 % of what is allowed
                """;
        List<String> printed = MainJobExamplesTest.printed(() -> Main.main(new String[] {"accuracy"}))
                .lines()
                .toList();
        List<String> lines = shown.stripTrailing().lines().toList();
        Assertions.assertEquals(lines.size(), printed.size());
        for (int i = 0; i < lines.size(); i++) {
            Assertions.assertEquals(ofGradtape(lines.get(i)), ofGradtape(printed.get(i)));
        }
    }

    private static String ofGradtape(String line) {
        return line.length() < 70 ? line : line.substring(0, 28) + line.substring(48);
    }
}
