package io.github.gradtape.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A line on a terminal that says how far the training is; elsewhere nothing, as the rows of the table say it. */
final class ProgressLine {

    private static final long MILLIS_BETWEEN = 100;
    private static final int BAR = 10;

    /** A terminal is at least that wide, and a line as wide as the terminal would end in a line break. */
    private static final int MOST_COLUMNS = 79;

    private final PrintWriter out;
    private final boolean terminal;
    private final int epochs;
    private final LongSupplier clock;
    private final long startedAt;
    private long shownAt = Long.MIN_VALUE / 2;
    private int width;

    /** The clock tells milliseconds. */
    ProgressLine(PrintWriter out, boolean terminal, int epochs, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.epochs = epochs;
        this.clock = clock;
        this.startedAt = clock.getAsLong();
    }

    static ProgressLine of(PrintWriter out, int epochs) {
        return new ProgressLine(out, isTerminal(), epochs, () -> System.nanoTime() / 1_000_000);
    }

    /** Whether somebody looks on: from JDK 22 on, that there is a console does not say so. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console())
                .filter(ProgressLine::isTerminal)
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

    /** Shows that a batch, counted from 1, is done, with what is to be said of it. */
    void show(int epoch, int batch, int batches, String state) {
        long now = clock.getAsLong();
        if (terminal && now - shownAt >= MILLIS_BETWEEN) {
            double done = (epoch - 1 + (double) batch / batches) / epochs;
            long left = Math.round((now - startedAt) * (1 - done) / done / 1000);
            int filled = (int) (BAR * done);
            String line = String.format(
                    Locale.ROOT,
                    "[%s%s] epoch %d of %d%s, %d:%02d left",
                    "=".repeat(filled),
                    " ".repeat(BAR - filled),
                    epoch,
                    epochs,
                    state,
                    left / 60,
                    left % 60);
            line = line.substring(0, Math.min(line.length(), MOST_COLUMNS));
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
