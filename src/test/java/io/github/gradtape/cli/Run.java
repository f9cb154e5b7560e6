package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import picocli.CommandLine;

/** What a command line prints and returns. */
record Run(int status, String out, String err) {

    static Run gradtape(String... args) {
        return of(LossPath.COMPOSED, LossPath.FUSED, args);
    }

    /** A run that ends well. */
    static Run success(String... args) {
        Run run = gradtape(args);
        assertEquals(0, run.status, run.out + run.err);
        return run;
    }

    /** What is said of arguments that are refused. */
    static String refusal(String... args) {
        Run run = gradtape(args);
        assertEquals(2, run.status, run.out);
        return run.err.strip();
    }

    /** What is said of a wrong option, before the options that there are. */
    static String fault(String... args) {
        return refusal(args).lines().findFirst().orElseThrow();
    }

    static Run of(LossPath composed, LossPath fused, String... args) {
        StringWriter out = new StringWriter();
        return of(Main.commandLine(composed, fused), out, out, args);
    }

    /** Prints where so many characters have room, and not one more, as on a full disk. */
    static Run withRoomFor(int characters, String... args) {
        StringWriter kept = new StringWriter();
        Writer full = new FilterWriter(kept) {
            @Override
            public void write(String text, int from, int length) throws IOException {
                if (kept.getBuffer().length() + length > characters) {
                    throw new IOException("no space left");
                }
                super.write(text, from, length);
            }
        };
        return of(Main.commandLine(LossPath.COMPOSED, LossPath.FUSED), kept, full, args);
    }

    private static Run of(CommandLine commandLine, StringWriter out, Writer writer, String... args) {
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(writer));
        commandLine.setErr(new PrintWriter(new BufferedWriter(err))); // what is not flushed is not seen
        int status = Main.run(commandLine, args);
        return new Run(status, out.toString(), err.toString());
    }

    String lastLine() {
        return out.lines().reduce("", (before, line) -> line);
    }
}
