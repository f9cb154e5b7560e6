package io.github.gradtape.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each check of a page is fed a page that breaks it, and must say so. */
class PageCheckTest {

    private static final String SOURCE = """
            class SomeExamplesTest {

                @Test
                void some() {
                    Tensor x = Tensor.of(1, 2); // [1. 2.]

                    Tensor y = twice(x); // [2. 4.]
                    assertPrints("[1. 2.]", x);
                    String text = \"""
                            [[1.]
                             [2.]]
                            \""";
                    String other = \"""
                            Tensor z = x;
                            \""";
                }
            }
            """;

    private final PageCheck check = new PageCheck(
            List.of(new ExampleSource(SOURCE)),
            Set.of("mvn verify"),
            Map.of("some.group:some-artifact", "1.2"),
            path -> path.equals("docs/there.md") ? Optional.of(Set.of("a-heading")) : Optional.empty());

    private void assertFaults(String page, String... faults) {
        assertEquals(List.of(faults), check.faults(new Page("docs/here.md", page)));
    }

    @Test
    void acceptsAPageWithoutCode() {
        assertFaults("# Title\n\nText with `code` and [a link](https://example.org/nowhere).\n");
    }

    @Test
    void acceptsCodeThatAnExampleHas() {
        assertFaults("""
                ```java
                void some() {
                    Tensor x = Tensor.of(1, 2); // [1. 2.]
                ```
                """);
    }

    @Test
    void rejectsCodeThatNoExampleHas() {
        assertFaults("""
                Text.

                ```java
                Tensor x = Tensor.of(1, 3);
                ```
                """, "docs/here.md:3: no example has this code");
    }

    @Test
    void rejectsLinesThatDoNotFollowEachOther() {
        assertFaults("""
                ```java
                Tensor x = Tensor.of(1, 2); // [1. 2.]
                assertPrints("[1. 2.]", x);
                ```
                """, "docs/here.md:1: no example has this code");
    }

    @Test
    void rejectsCodeOfAnotherIndentation() {
        assertFaults("""
                ```java
                void some() {
                Tensor x = Tensor.of(1, 2); // [1. 2.]
                ```
                """, "docs/here.md:1: no example has this code");
    }

    @Test
    void rejectsCodeThatStandsInATextBlockAlone() {
        assertFaults("""
                ```java
                Tensor z = x;
                ```
                """, "docs/here.md:1: no example has this code");
    }

    @Test
    void rejectsAResultThatNothingAsserts() {
        assertFaults("""
                ```java
                Tensor y = twice(x); // [2. 4.]
                ```
                """, "docs/here.md:1: nothing asserts the result [2. 4.]");
    }

    @Test
    void acceptsAPrintedTextAndRejectsAnother() {
        assertFaults("""
                ```text
                [[1.]
                 [2.]]
                ```
                """);
        assertFaults("""
                ```text
                [[1.]
                ```
                """, "docs/here.md:1: no example prints this text");
        assertFaults("""
                ```text
                [[1.]
                [2.]]
                ```
                """, "docs/here.md:1: no example prints this text");
    }

    @Test
    void acceptsAKnownCommandAndRejectsAnother() {
        assertFaults("""
                ```console
                mvn verify
                ```
                """);
        assertFaults("""
                ```console
                mvn verify
                mvn test
                ```
                """, "docs/here.md:1: nobody tests the command mvn test");
    }

    @Test
    void acceptsThePomsVersionAndRejectsAnother() {
        String xml = """
                ```xml
                <groupId>some.group</groupId>
                <artifactId>some-artifact</artifactId>
                <version>%s</version>
                ```
                """;
        assertFaults(xml.formatted("1.2"));
        assertFaults(
                xml.formatted("1.3"), "docs/here.md:1: the pom's version of some.group:some-artifact is 1.2, not 1.3");
    }

    @Test
    void rejectsAnArtifactWithoutVersion() {
        assertFaults("""
                ```xml
                <groupId>some.group</groupId>
                <artifactId>some-artifact</artifactId>
                ```
                """, "docs/here.md:1: an artifact without group or version");
    }

    @Test
    void rejectsABlockWithoutOrOfAnotherLanguage() {
        assertFaults(
                """
                ```
                anything
                ```

                ```python
                anything
                ```
                """,
                "docs/here.md:1: a block must be java, text, console or xml, was ''",
                "docs/here.md:5: a block must be java, text, console or xml, was 'python'");
    }

    @Test
    void rejectsABlockWithoutEnd() {
        assertFaults("```java\nTensor x;\n", "docs/here.md: the last code block has no end");
    }

    @Test
    void acceptsALinkThatLeadsSomewhere() {
        assertFaults("[a](there.md), [b](../docs/there.md), [c](there.md#a-heading)\n");
        assertFaults("[d]\n\n[d]: there.md\n");
    }

    @Test
    void rejectsALinkThatLeadsNowhere() {
        assertFaults("[a](nowhere.md)\n", "docs/here.md: the link to nowhere.md leads nowhere");
        assertFaults("[a](there.md#another)\n", "docs/here.md: the link to there.md#another leads nowhere");
        assertFaults("[a](#here)\n", "docs/here.md: the link to #here leads nowhere");
        assertFaults("[d]\n\n[d]: nowhere.md\n", "docs/here.md: the link to nowhere.md leads nowhere");
    }

    @Test
    void namesAnchorsAsGitHubDoes() {
        Page page = new Page("p.md", "# Softmax's s(1 − s), again\n\n## Why p − t\n\n## Twice\n\n## Twice\n");
        assertEquals(Set.of("softmaxs-s1--s-again", "why-p--t", "twice", "twice-1"), page.anchors());
    }
}
