package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AccuracyCommandTest {

    private static final Run RUN = Run.gradtape("accuracy", "--rows", "20");

    /** The last five columns of a line of the table. */
    private record Line(String textbookWorst, String textbookMean, double worst, double mean, double allowed) {

        static Line of(String text) {
            String[] words = text.strip().split(" +", -1);
            int n = words.length;
            return new Line(
                    words[n - 5],
                    words[n - 4],
                    Double.parseDouble(words[n - 3]),
                    Double.parseDouble(words[n - 2]),
                    Double.parseDouble(words[n - 1]));
        }
    }

    private static List<Line> table(Run run) {
        return run.out()
                .lines()
                .filter(line ->
                        line.matches(".*(row loss|gradient|softmax|log-sum-exp) +\\S+ +\\S+ +\\S+ +\\S+ +\\d\\.\\d"))
                .map(Line::of)
                .toList();
    }

    @Test
    void everyErrorOfGradtapeIsWithinTheContract() {
        List<Line> table = table(RUN);
        assertEquals(25, table.size(), RUN.out());
        for (Line line : table) {
            assertTrue(line.mean() <= line.worst() && line.worst() <= line.allowed(), RUN.out());
        }
        assertTrue(RUN.lastLine().startsWith("PASS: no error of gradtape is above "), RUN.out());
        assertEquals(0, RUN.status());
    }

    @Test
    void theTextbookLosesAllDigits() {
        assertTrue(table(RUN).stream().anyMatch(line -> line.textbookWorst().equals("lost")), RUN.out());
    }

    @Test
    void theSameSeedPrintsTheSame() {
        assertEquals(RUN, Run.gradtape("accuracy", "--rows", "20", "--seed", "1"));
    }

    @Test
    void linesAreNarrowAndPlain() {
        assertTrue(RUN.out().lines().allMatch(line -> line.length() <= 100 && line.matches("\\p{ASCII}*")), RUN.out());
    }

    @Test
    void aFormulaThatBreaksTheContractFails() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new AccuracyCommand(RowValues::ofTextbook));
        command.setOut(new PrintWriter(out));
        assertEquals(1, command.execute("--rows", "20"));
        assertTrue(
                Arrays.stream(out.toString().split("\\R", -1)).anyMatch(line -> line.startsWith("FAIL: ")),
                out::toString);
    }

    @Test
    void nothingIsMeasuredForAReaderWhoHasGone() {
        AtomicInteger measured = new AtomicInteger();
        AccuracyReport report = new AccuracyReport(new Lines(gone()), (logits, label) -> {
            measured.incrementAndGet();
            return RowValues.ofGradtape(logits, label);
        });
        assertThrows(UncheckedIOException.class, () -> report.printHead(1, 1));
        assertThrows(
                UncheckedIOException.class, () -> report.printScale(LogitScale.ALL.get(0), 1, new SplittableRandom(1)));
        assertEquals(1, measured.get());
    }

    private static PrintWriter gone() {
        PrintWriter writer = new PrintWriter(Writer.nullWriter());
        writer.close();
        return writer;
    }

    @Test
    void noRowsAreRefused() {
        assertEquals(
                "gradtape accuracy: Invalid value for option '--rows': 0 must be at least 1",
                Run.fault("accuracy", "--rows", "0"));
    }
}
