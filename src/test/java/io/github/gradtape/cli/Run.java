package io.github.gradtape.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line prints and returns. */
record Run(int status, String out, String err) {

    static Run gradtape(String... args) {
        return of(LossPath.COMPOSED, LossPath.FUSED, args);
    }

    static Run of(LossPath composed, LossPath fused, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine(composed, fused);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int status = Main.run(commandLine, args);
        return new Run(status, out.toString(), err.toString());
    }

    String lastLine() {
        return out.lines().reduce("", (before, line) -> line);
    }
}
