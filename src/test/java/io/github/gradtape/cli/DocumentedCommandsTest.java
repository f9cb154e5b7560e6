package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The options that the documentation passes on are ones that there are. */
class DocumentedCommandsTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", ""));
    private static final Pattern PASSED = Pattern.compile("exec:java -Dexec.args=(?:\"([^\"]*)\"|([\\w-]+))");

    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> files = Files.walk(BASE.resolve("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(BASE.resolve("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            for (Path page : pages) {
                Matcher matcher = PASSED.matcher(Files.readString(page));
                while (matcher.find()) {
                    commands.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                }
            }
        }
        return commands;
    }

    @Test
    void thereAreSome() throws IOException {
        assertTrue(commands().size() > 5, () -> "found few");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theyParse(String options) {
        assertDoesNotThrow(() -> parse(options));
    }

    @Test
    void aWrongOneDoesNot() {
        assertThrows(CommandLine.ParameterException.class, () -> parse("train --epoch 3"));
    }

    private static void parse(String options) {
        Main.commandLine(LossPath.COMPOSED, LossPath.FUSED).parseArgs(Main.withDefault(options.split(" ")));
    }
}
