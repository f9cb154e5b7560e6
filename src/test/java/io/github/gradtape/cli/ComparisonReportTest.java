package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.cli.NetworkCheck.Row;
import io.github.gradtape.tensor.Shape;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {

    @Test
    void whatAKinkIsIsToldInANarrowLine() {
        StringWriter printed = new StringWriter();
        Row atKink = new Row("0.weight", Shape.of(16, 7), 0, OptionalDouble.empty(), OptionalDouble.empty());
        new ComparisonReport(new Lines(new PrintWriter(printed)), LossPath.COMPOSED, LossPath.FUSED)
                .printFindings(new Findings(0, List.of(atKink)), 16);
        String out = printed.toString();
        assertTrue(out.contains("(kink: "), out);
        assertTrue(out.lines().allMatch(line -> line.length() <= 100), out);
    }
}
