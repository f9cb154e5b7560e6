package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.NetworkCheck.Row;
import io.github.gradtape.cli.TwinTraining.Epoch;
import io.github.gradtape.tensor.Shape;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {

    private final StringWriter printed = new StringWriter();
    private final ComparisonReport report =
            new ComparisonReport(new Lines(new PrintWriter(printed)), LossPath.COMPOSED, LossPath.FUSED);

    @Test
    void anEpochStandsBelowItsColumns() {
        report.printColumns();
        report.printEpoch(new Epoch(1, 0.5, 0.25, 0.75, 1, 1.5e-16));
        report.printEpoch(new Epoch(10, 0.25, 0.125, 1, 0.75, 0));
        assertPrinted("""
                trained twice from the same start on the same batches, each time by its own gradients:
                composed  z -> Softmax -> CrossEntropy
                fused     z -> SoftmaxCrossEntropy

                       mean loss of the epoch's batches        accuracy on the test   largest |difference|
                epoch  composed            fused                composed      fused   of gradients in a step
                    1  0.5000000000000000  0.2500000000000000    75.00 %   100.00 %   1.5e-16
                   10  0.2500000000000000  0.1250000000000000   100.00 %    75.00 %   0.0e+00
                """);
    }

    @Test
    void aKinkIsExplainedWhereThereIsOne() {
        Row smooth = new Row("0.weight", Shape.of(16, 7), 1e-17, OptionalDouble.of(2e-11), OptionalDouble.of(3e-11));
        Row atKink = new Row("0.bias", Shape.of(16), 0, OptionalDouble.empty(), OptionalDouble.empty());
        report.printFindings(new Findings(4e-16, List.of(smooth)), 16);
        String findings = """

                gradient check of the trained network on 16 samples, by every parameter and by the input x
                (differences along 3 random directions each, relative to the gradient's norm)
                           shape             composed - fused  composed - differences  fused - differences
                loss       []                         4.0e-16
                0.weight   [16, 7]                    1.0e-17                 2.0e-11              3.0e-11
                """;
        assertPrinted(findings + "\n");
        printed.getBuffer().setLength(0);
        report.printFindings(new Findings(4e-16, List.of(smooth, atKink)), 16);
        assertPrinted(findings + """
                0.bias     [16]                       0.0e+00                    kink                 kink
                (kink: no derivative there, as where relu takes exactly 0 or almost, and nothing is compared)

                """);
    }

    private void assertPrinted(String expected) {
        assertEquals(expected.lines().toList(), printed.toString().lines().toList());
        assertTrue(expected.lines().allMatch(line -> line.length() <= 100), expected);
    }
}
