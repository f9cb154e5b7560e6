package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter out = new StringWriter();

    @Test
    void aTerminalSeesALineThatIsWipedOutAfterwards() {
        Progress progress = new Progress(new PrintWriter(out), true, 3);
        progress.show(2, 0, 5);
        progress.clear();
        String line = "epoch 2 of 3, batch 0 of 5";
        assertEquals("\r" + line + "\r" + " ".repeat(line.length()) + "\r", out.toString());
    }

    @Test
    void elsewhereNothingIsPrinted() {
        Progress progress = new Progress(new PrintWriter(out), false, 3);
        progress.show(2, 0, 5);
        progress.clear();
        assertEquals("", out.toString());
    }
}
