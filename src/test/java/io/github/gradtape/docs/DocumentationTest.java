package io.github.gradtape.docs;

import static io.github.gradtape.docs.Examples.BASE;
import static io.github.gradtape.docs.Examples.read;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the documentation true; {@link PageCheckTest} shows on planted faults that the checks can fail. */
class DocumentationTest {

    /** Where examples are taken from; the other sources here are about the checks and hold planted faults. */
    private static final Pattern EXAMPLES = Pattern.compile(".*ExamplesTest\\.java|NormalisedSigmoid(Test)?\\.java");

    private static final String MAIN_JOB = "mvn -q compile exec:java";
    private static final String COMPILE = "mvn -q compile";

    /** It takes minutes to run; what it starts is looked up in the build. */
    private static final String BENCHMARKS = "mvn -q -Pbench test-compile exec:exec";

    private static final String JSHELL = "jshell --class-path target/classes";

    /** {@link TestingGradientsExamplesTest} runs the session. */
    private static final String PLAYGROUND = "jshell --class-path target/classes docs/playground.jsh";

    private static final String CLI_JAR = "java -jar target/gradtape-0.1.0-SNAPSHOT-cli.jar train --help";

    /** {@code DocumentedCommandsTest} parses what is passed, and the tests of the commands run such things. */
    private static final Pattern WITH_OPTIONS =
            Pattern.compile("mvn -q compile exec:java -Dexec.args=(\"[^\"]*\"|\\S+)");

    private static List<Path> filesBelow(String directory) {
        try (Stream<Path> paths = Files.walk(BASE.resolve(directory))) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fromBase(Path path) {
        return BASE.relativize(path).toString().replace('\\', '/');
    }

    static List<Page> pages() {
        return Stream.concat(
                        Stream.of("README.md", "CHANGELOG.md"),
                        filesBelow("docs").stream().map(DocumentationTest::fromBase))
                .filter(path -> path.endsWith(".md"))
                .map(path -> new Page(path, read(path)))
                .toList();
    }

    private static List<ExampleSource> sources() {
        Stream<Path> examples = filesBelow("src/test/java/io/github/gradtape/docs").stream()
                .filter(path -> EXAMPLES.matcher(path.getFileName().toString()).matches());
        Stream<Path> consumer = filesBelow("src/it/consumer/src").stream()
                .filter(path -> path.toString().endsWith(".java"));
        return Stream.concat(examples, consumer)
                .map(path -> new ExampleSource(read(fromBase(path))))
                .toList();
    }

    /** The version of every artifact in the pom, with its properties resolved. */
    private static Map<String, String> versions() {
        String pom = read("pom.xml");
        Map<String, String> properties = Pattern.compile("<([a-z.-]+\\.version)>([^<]+)</")
                .matcher(pom)
                .results()
                .collect(Collectors.toMap(
                        property -> "${" + property.group(1) + "}", property -> property.group(2), (a, b) -> a));
        Map<String, String> versions = new HashMap<>();
        for (MatchResult artifact : PageCheck.ARTIFACT.matcher(pom).results().toList()) {
            String version = artifact.group(3);
            versions.put(artifact.group(1) + ":" + artifact.group(2), properties.getOrDefault(version, version));
        }
        return versions;
    }

    private static String testCommand() {
        List<String> lines = read(".ci/run").lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static Optional<Set<String>> anchors(String path) {
        if (!Files.exists(BASE.resolve(path))) {
            return Optional.empty();
        }
        return Optional.of(path.endsWith(".md") ? new Page(path, read(path)).anchors() : Set.of());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsTrue(Page page) {
        Set<String> commands =
                new HashSet<>(Set.of(testCommand(), MAIN_JOB, BENCHMARKS, COMPILE, JSHELL, PLAYGROUND, CLI_JAR));
        read(page.path()).lines().filter(WITH_OPTIONS.asMatchPredicate()).forEach(commands::add);
        PageCheck check = new PageCheck(sources(), commands, versions(), DocumentationTest::anchors);
        assertEquals(List.of(), check.faults(page));
    }

    @Test
    void thePagesThatMustBeThereAre() {
        List<String> paths = pages().stream().map(Page::path).toList();
        List<String> wanted = List.of(
                "README.md",
                "CHANGELOG.md",
                "docs/guide.md",
                "docs/adding-an-op.md",
                "docs/testing-gradients.md",
                "docs/math/softmax.md",
                "docs/math/cross-entropy.md");
        assertTrue(paths.containsAll(wanted), () -> "pages: " + paths);
        assertTrue(paths.stream().anyMatch(path -> path.matches("docs/design/0001-.*\\.md")), () -> "pages: " + paths);
    }

    @Test
    void everyDesignDecisionSaysWhatItMust() {
        for (Page page : pages()) {
            if (page.path().startsWith("docs/design/")) {
                Set<String> parts = Set.of("context", "decision", "rejected", "what-would-reopen-it");
                assertTrue(page.anchors().containsAll(parts), () -> page.path() + " has " + page.anchors());
            }
        }
    }

    @Test
    void theReadmeHasTheCommandsThatTheBuildHas() {
        List<String> commands = new Page("README.md", read("README.md"))
                .blocks().stream()
                        .filter(block -> block.language().equals("console"))
                        .flatMap(block -> block.lines().stream())
                        .toList();
        assertTrue(
                commands.containsAll(List.of(testCommand(), MAIN_JOB, BENCHMARKS, JSHELL)),
                () -> "commands: " + commands);
        String pom = read("pom.xml");
        MatchResult main = Pattern.compile("<exec.mainClass>(.*)</exec.mainClass>")
                .matcher(pom)
                .results()
                .findFirst()
                .orElseThrow();
        assertDoesNotThrow(() -> Class.forName(main.group(1)));
        assertTrue(pom.contains("<artifactId>exec-maven-plugin</artifactId>"));
        assertTrue(pom.contains("<id>bench</id>"));
        MatchResult benchmarks = Pattern.compile("%classpath (\\S+)\\.\\$\\{bench.main} ")
                .matcher(pom)
                .results()
                .findFirst()
                .orElseThrow();
        String folder = "src/jmh/java/" + benchmarks.group(1).replace('.', '/');
        assertTrue(pom.contains("<bench.main>Benchmarks</bench.main>"));
        assertTrue(Files.exists(BASE.resolve(folder).resolve("Benchmarks.java")), folder);
        assertTrue(read("docs/performance.md").contains("-Dbench.main=Turns"));
        assertTrue(Files.exists(BASE.resolve(folder).resolve("Turns.java")), folder);
    }

    @Test
    void theReadmeHasTheRequirementsThatTheBuildHas() {
        String readme = read("README.md");
        String pom = read("pom.xml");
        assertTrue(readme.contains("JDK 17 or newer"));
        assertTrue(pom.contains("<requireJavaVersion>\n                  <version>[17,)</version>"));
        assertTrue(readme.contains("Maven 3.8.7 or newer"));
        assertTrue(pom.contains("<requireMavenVersion>\n                  <version>[3.8.7,)</version>"));
        assertTrue(readme.contains("[Apache-2.0]"));
        assertTrue(pom.contains("<name>Apache-2.0</name>"));
    }

    @Test
    void theJarBringsNoOtherJarAsTheReadmeSays() {
        String pom = read("pom.xml").replaceAll("(?s)<dependencyManagement>.*</dependencyManagement>", "");
        String dependencies = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
        String[] each = dependencies.split("</dependency>", -1);
        assertTrue(each.length > 3, dependencies);
        for (String one : Arrays.copyOf(each, each.length - 1)) {
            assertTrue(one.contains("<optional>true</optional>") || one.contains("<scope>test</scope>"), one);
        }
    }

    /** The tool's own start: its imports are in force when a user pastes. */
    private static final List<String> JSHELL_IMPORTS = List.of(
            "java.io",
            "java.math",
            "java.net",
            "java.nio.file",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.prefs",
            "java.util.regex",
            "java.util.stream");

    /** As in the tool a JVM of its own runs the lines, which has the class path named and no other. */
    @Nested
    class InJShell {

        @Test
        void theReadmesLinesGiveTheResultsShown() {
            Page readme = new Page("README.md", read("README.md"));
            try (JShell shell = JShell.create()) {
                shell.addToClasspath(classes().toString());
                JSHELL_IMPORTS.forEach(name -> evaluate(shell, "import " + name + ".*;"));
                int results = 0;
                for (String line : linesOfCode(readme)) {
                    String value = evaluate(shell, line);
                    Optional<String> shown = PageCheck.result(line);
                    shown.ifPresent(result -> assertEquals(result, value));
                    results += shown.isPresent() ? 1 : 0;
                }
                assertTrue(results >= 2, "so many results were compared: " + results);
                String hessian = evaluate(shell, "hessian");
                assertTrue(
                        readme.blocks().stream()
                                .anyMatch(block ->
                                        String.join("\n", block.lines()).equals(hessian)),
                        hessian);
            }
        }

        private static List<String> linesOfCode(Page page) {
            return page.blocks().stream()
                    .filter(block -> block.language().equals("java"))
                    .flatMap(block -> block.lines().stream())
                    .filter(line -> !line.isBlank())
                    .toList();
        }

        private static String evaluate(JShell shell, String line) {
            List<SnippetEvent> events = shell.eval(line);
            assertFalse(events.isEmpty(), line);
            for (SnippetEvent event : events) {
                List<String> complaints = shell.diagnostics(event.snippet())
                        .map(d -> d.getMessage(null))
                        .toList();
                assertEquals(Snippet.Status.VALID, event.status(), () -> line + ": " + complaints);
                assertNull(event.exception(), line);
            }
            return events.get(0).value();
        }

        /** The classes under test, which are where the README says. */
        private static Path classes() {
            Path classes = assertDoesNotThrow(() -> Path.of(Tensor.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
            assertNotNull(classes);
            assertTrue(classes.endsWith(Path.of("target", "classes")), () -> "the classes are in " + classes);
            return classes;
        }
    }
}
