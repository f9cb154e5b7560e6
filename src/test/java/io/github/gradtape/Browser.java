package io.github.gradtape;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chromium without a window, for what only a browser can tell of a page.
 *
 * @param executable the program
 * @param directory a directory of its own to work in
 */
public record Browser(Path executable, Path directory) {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private static final Pattern WIDTHS = Pattern.compile("data-needed=\"(\\d+)\" data-given=\"(\\d+)\"");

    /**
     * A page after it has loaded.
     *
     * @param dom what became of it
     * @param console the messages that it left in the console
     */
    public record Loaded(String dom, List<String> console) {}

    /**
     * The browser of this machine; the test is skipped where there is none.
     *
     * @param directory a directory of its own to work in
     * @return the browser
     */
    public static Browser inDirectory(Path directory) {
        Optional<Path> executable = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(executable.isPresent(), () -> "no Chromium on the PATH, under any of the names " + NAMES);
        return new Browser(executable.orElseThrow(), directory);
    }

    /**
     * Loads a page.
     *
     * @param html its text
     * @return what became of it
     */
    public Loaded load(String html) throws IOException, InterruptedException {
        Path page = Files.writeString(directory.resolve("page.html"), html);
        Path log = directory.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + directory.resolve("profile"),
                "--dump-dom",
                page.toUri().toString()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("the browser failed: " + Files.readString(log));
        }
        try (Stream<String> lines = Files.lines(log)) {
            return new Loaded(
                    dom, lines.filter(line -> line.contains(":CONSOLE")).toList());
        }
    }

    /**
     * By how much a page is wider than a window.
     *
     * @param html its text
     * @param width the width of the window in pixels
     * @return 0 if nothing sticks out
     */
    public int overflow(String html, int width) throws IOException, InterruptedException {
        String quoted = html.replace("&", "&amp;").replace("\"", "&quot;");
        Loaded frame = load(
                "<!DOCTYPE html><iframe width=\"" + width + "\" height=\"600\" style=\"border: 0\" srcdoc=\""
                        + quoted + "\"></iframe><script>onload = () => {"
                        + "const frame = document.querySelector('iframe');"
                        + "const page = frame.contentDocument.documentElement;"
                        + "frame.dataset.needed = page.scrollWidth; frame.dataset.given = page.clientWidth; };</script>");
        Matcher widths = WIDTHS.matcher(frame.dom());
        if (!widths.find()) {
            throw new IOException("the browser measured nothing: " + frame);
        }
        return Integer.parseInt(widths.group(1)) - Integer.parseInt(widths.group(2));
    }
}
