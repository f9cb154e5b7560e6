package io.github.gradtape.gradcheck;

import io.github.gradtape.data.FileAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a check of a gradient found: in words, and as a page of HTML with both Jacobians, the graph and the verdict of every law.
 *
 * <p>A check that throws, such as {@link GradientCheck#require}, writes the page of what it throws, and its message names the file:
 * {@code target/gradcheck/NAME.html} with the name of the op's class, or of the test that checks a function. It does so only if
 * there is a directory {@code target} to write in, as there is in a Maven project. The system property {@value #DIRECTORY} names
 * another directory, which is made if it is missing; {@code none} means that nothing is written. A later page of the same name
 * replaces an earlier one.
 */
public final class GradientReport {

    /** The system property that names the directory of the pages, {@code none} for no pages. */
    public static final String DIRECTORY = "gradtape.reports";

    private static final Path BUILD = Path.of("target");

    /** Whether a gradient is right. */
    public enum Verdict {
        /** Every law held, and a wrong gradient would have been caught. */
        PASSED,
        /** No law was broken, but these inputs could not have told a wrong gradient from a right one. */
        INCONCLUSIVE,
        /** A law was broken. */
        FAILED
    }

    private final Verdict verdict;
    private final double smallestBias;
    private final List<String> kinks;
    private final String text;
    private final CheckPage page;

    GradientReport(Verdict verdict, double smallestBias, List<String> kinks, String text, CheckPage page) {
        this.verdict = verdict;
        this.smallestBias = smallestBias;
        this.kinks = List.copyOf(kinks);
        this.text = text;
        this.page = page;
    }

    /** What is said of a call that breaks a law. */
    static GradientReport ofBroken(Law law, String complaint, Smooth smooth, Supplier<List<List<String>>> verdicts) {
        CheckPage page = new CheckPage(smooth, complaint, Optional.of(law), verdicts);
        String text = complaint + Explanation.of(law, smooth);
        return new GradientReport(Verdict.FAILED, Double.POSITIVE_INFINITY, smooth.kinks(), text, page);
    }

    /**
     * Whether the gradient is right.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * The smallest relative bias of the gradient that would have been caught.
     *
     * @return the bias, ∞ if none was looked for
     */
    public double smallestBias() {
        return smallestBias;
    }

    /**
     * Where the function or its slope has no derivative.
     *
     * <p>Where it is the function, the declared derivative was held to lie between the one-sided ones. Where it is the slope
     * alone, nothing was compared with the declared second derivative.
     *
     * @return the places, for example {@code input 0 at [1] = 0.0} or {@code input 0 at [1] = 0.0 (of the slope)}
     */
    public List<String> kinks() {
        return kinks;
    }

    /**
     * The findings in words.
     *
     * @return a line, and more below it if there is more to say
     */
    public String text() {
        return text;
    }

    /**
     * The findings as a page that stands alone: diagnosis, verdict of every law, Jacobians as heat maps if they are small, graph.
     *
     * @return the text of an {@code .html} file
     */
    public String html() {
        return page.of(verdict).html();
    }

    /**
     * Writes {@link #html} to a file, which holds at any moment the old page or the new one, whole.
     *
     * @param file where to; directories that are missing are made
     * @throws IOException if it cannot be written; there is then what was there before
     */
    public void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        byte[] page = html().getBytes(StandardCharsets.UTF_8);
        FileAccess.replace(file, out -> out.write(page));
    }

    /**
     * Writes the page where those of failures go, if there is a place for it.
     *
     * @return the text, and below it the name of the file
     */
    public String textWithPage() {
        Optional<String> directory = directory();
        if (directory.isEmpty()) {
            return text;
        }
        try {
            Path file = Path.of(directory.get(), page.name() + ".html");
            write(file);
            return text + "\npage: " + file;
        } catch (IOException | InvalidPathException e) {
            return text + "\nno page, as none can be written in " + directory.get() + ": " + e;
        }
    }

    private static Optional<String> directory() {
        String named = System.getProperty(DIRECTORY, "");
        if (!named.isEmpty()) {
            return Optional.of(named).filter(it -> !it.equals("none"));
        }
        return Files.isDirectory(BUILD) ? Optional.of(BUILD.resolve("gradcheck").toString()) : Optional.empty();
    }

    /** As {@link #text}. */
    @Override
    public String toString() {
        return text;
    }
}
