package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class OneLineTest {

    @Property
    void isOneLineThatATerminalObeysNowhere(@ForAll @CharRange(to = '\u2030') String text) {
        String line = OneLine.of(text);
        assertEquals(0, line.chars().filter(Character::isISOControl).count());
        assertEquals(1, line.split("\\R", -1).length);
    }

    @Property
    void otherTextStaysAsItIs(
            @ForAll @CharRange(from = ' ', to = '~') @CharRange(from = '\u00a0', to = '\u2027') String text) {
        assertEquals(text, OneLine.of(text));
    }

    @Example
    void nothingReordersTheRest() {
        assertEquals("a\\u202eb\\u202c\\u2066c\\u2069", OneLine.of("a\u202eb\u202c\u2066c\u2069"));
    }

    @Example
    void controlCharactersAreNumbered() {
        assertEquals("\\u001b[31mred\\u0007\\u000d\\u000a", OneLine.of("\u001b[31mred\u0007\r\n"));
    }
}
