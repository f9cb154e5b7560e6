package io.github.gradtape.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** A line on a terminal that says how far the training is; elsewhere nothing, as the rows of the table say it. */
final class Progress {

    private static final long MILLIS_BETWEEN = 100;

    private final PrintWriter out;
    private final boolean terminal;
    private final int epochs;
    private long shownAt;
    private int width;

    Progress(PrintWriter out, boolean terminal, int epochs) {
        this.out = out;
        this.terminal = terminal;
        this.epochs = epochs;
    }

    /** Whether somebody looks on: from JDK 22 on, that there is a console does not say so. */
    static boolean isTerminal() {
        return Optional.ofNullable(System.console())
                .filter(Progress::isTerminal)
                .isPresent();
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal cannot be called", e);
        }
    }

    void show(int epoch, int batchesDone, int batches) {
        long now = System.currentTimeMillis();
        if (terminal && now - shownAt >= MILLIS_BETWEEN) {
            String line =
                    String.format(Locale.ROOT, "epoch %d of %d, batch %d of %d", epoch, epochs, batchesDone, batches);
            out.print('\r' + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
            shownAt = now;
        }
    }

    void clear() {
        if (width > 0) {
            out.print('\r' + " ".repeat(width) + '\r');
            out.flush();
            width = 0;
        }
    }
}
