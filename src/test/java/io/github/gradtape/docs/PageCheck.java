package io.github.gradtape.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeps a page true.
 *
 * <ul>
 *   <li>a {@code java} block is a run of lines of an example source, and what its trailing comments say is a string literal
 *       there, to which a test compares the result;
 *   <li>a {@code text} block, something printed, is a text block there;
 *   <li>a {@code console} block has commands known to work alone;
 *   <li>an {@code xml} block names artifacts with the versions of the pom;
 *   <li>a relative link leads to a file, and to a heading if it names one.
 * </ul>
 *
 * @param sources the example sources
 * @param commands the commands known to work
 * @param versions the version of each artifact, by {@code group:artifact}
 * @param anchors the anchors of a file, by its path from the base directory; empty if there is no such file
 */
record PageCheck(
        List<ExampleSource> sources,
        Set<String> commands,
        Map<String, String> versions,
        Function<String, Optional<Set<String>>> anchors) {

    private static final Pattern RESULT = Pattern.compile("\\S.*\\s// (.*)");
    static final Pattern ARTIFACT = Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern ARTIFACT_ID = Pattern.compile("<artifactId>");

    /** Everything that is not true on a page, empty if it is. */
    List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        if (!page.isClosed()) {
            faults.add(page.path() + ": the last code block has no end");
        }
        for (Page.Block block : page.blocks()) {
            for (String fault : faults(block)) {
                faults.add(page.path() + ":" + block.line() + ": " + fault);
            }
        }
        for (String link : page.links()) {
            if (!leadsSomewhere(page, link)) {
                faults.add(page.path() + ": the link to " + link + " leads nowhere");
            }
        }
        return faults;
    }

    private List<String> faults(Page.Block block) {
        return switch (block.language()) {
            case "java" -> faultsOfJava(block);
            case "text" ->
                sources.stream().anyMatch(source -> source.hasText(block.lines()))
                        ? List.of()
                        : List.of("no example prints this text");
            case "console" ->
                Lines.withoutBlanks(block.lines()).stream()
                        .filter(command -> !commands.contains(command))
                        .map(command -> "nobody tests the command " + command)
                        .toList();
            case "xml" -> faultsOfXml(String.join("\n", block.lines()));
            default -> List.of("a block must be java, text, console or xml, was '" + block.language() + "'");
        };
    }

    /** The result that a comment behind code shows. */
    static Optional<String> result(String line) {
        Matcher result = RESULT.matcher(line);
        return result.matches() ? Optional.of(result.group(1)) : Optional.empty();
    }

    private List<String> faultsOfJava(Page.Block block) {
        Optional<ExampleSource> source =
                sources.stream().filter(one -> one.hasCode(block.lines())).findFirst();
        if (source.isEmpty()) {
            return List.of("no example has this code");
        }
        return block.lines().stream()
                .map(PageCheck::result)
                .flatMap(Optional::stream)
                .filter(result -> !source.get().hasLiteral(result))
                .map(result -> "nothing asserts the result " + result)
                .toList();
    }

    private List<String> faultsOfXml(String xml) {
        List<String> faults = new ArrayList<>();
        Matcher artifact = ARTIFACT.matcher(xml);
        int found = 0;
        while (artifact.find()) {
            found++;
            String name = artifact.group(1) + ":" + artifact.group(2);
            if (!artifact.group(3).equals(versions.get(name))) {
                faults.add("the pom's version of " + name + " is " + versions.get(name) + ", not " + artifact.group(3));
            }
        }
        if (found != ARTIFACT_ID.matcher(xml).results().count()) {
            faults.add("an artifact without group or version");
        }
        return faults;
    }

    private boolean leadsSomewhere(Page page, String link) {
        if (link.matches("[a-z]+:.*")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path here = Path.of(page.path());
        Path there = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]).normalize();
        Optional<Set<String>> found = anchors.apply(there.toString().replace('\\', '/'));
        return found.isPresent() && (parts.length == 1 || found.get().contains(parts[1]));
    }
}
