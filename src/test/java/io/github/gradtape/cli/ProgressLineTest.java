package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter out = new StringWriter();
    private final AtomicLong clock = new AtomicLong(5_000);

    @Test
    void aTerminalSeesALineThatIsWipedOutAfterwards() {
        ProgressLine progress = line(true);
        clock.addAndGet(30_000);
        progress.show(2, 3, 6, ", loss 0.5");
        progress.clear();
        String line = "[=====     ] epoch 2 of 3, loss 0.5, 0:30 left";
        assertEquals("\r" + line + "\r" + " ".repeat(line.length()) + "\r", out.toString());
    }

    @Test
    void theTimeLeftIsThatOfTheBatchesToCome() {
        ProgressLine progress = line(true);
        clock.addAndGet(60_000);
        progress.show(1, 1, 2, "");
        assertEquals("\r[=         ] epoch 1 of 3, 5:00 left", out.toString());
    }

    @Test
    void aShorterLineCoversTheOneBefore() {
        ProgressLine progress = line(true);
        progress.show(1, 1, 2, ", loss 0.5");
        clock.addAndGet(60_000);
        out.getBuffer().setLength(0);
        progress.show(1, 1, 2, "");
        assertEquals("\r[=         ] epoch 1 of 3, 5:00 left" + " ".repeat(10), out.toString());
    }

    @Test
    void aLineFitsIntoATerminal() {
        ProgressLine progress = line(true);
        clock.addAndGet(30_000);
        progress.show(2, 3, 6, ", loss " + "9".repeat(300));
        progress.clear();
        assertEquals(3 + 2 * 79, out.toString().length());
    }

    @Test
    void aLineStaysForAWhile() {
        ProgressLine progress = line(true);
        progress.show(1, 1, 2, "");
        out.getBuffer().setLength(0);
        clock.addAndGet(99);
        progress.show(1, 2, 2, "");
        assertEquals("", out.toString());
    }

    @Test
    void elsewhereNothingIsPrinted() {
        ProgressLine progress = line(false);
        progress.show(2, 1, 5, "");
        progress.clear();
        assertEquals("", out.toString());
    }

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintWriter(new BufferedWriter(out)), terminal, 3, clock::get);
    }
}
