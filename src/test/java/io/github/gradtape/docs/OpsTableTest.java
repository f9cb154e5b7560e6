package io.github.gradtape.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Ops;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the ops in docs/guide.md. */
class OpsTableTest extends Examples {

    @Test
    void everyOpIsInTheTable() {
        Matcher section = Pattern.compile("(?s)\n## The ops\n(.*?)\n## ").matcher(read("docs/guide.md"));
        assertTrue(section.find());
        List<String> listed = Pattern.compile("`(\\w+)`(?=[^\n]* \\|)")
                .matcher(section.group(1))
                .results()
                .map(match -> match.group(1))
                .toList();
        List<String> doors = Arrays.stream(Ops.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .distinct()
                .sorted()
                .toList();
        assertEquals(doors, listed.stream().sorted().toList());
    }
}
