package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void everyRunOfWhiteSpaceIsOneSpace() {
        assertEquals("a b c d", Text.line("  a \r\n\t b\u2028c\u00a0d\n"));
    }

    @Test
    void whatHasNoGlyphOrReordersOthersIsReplaced() {
        assertEquals("a�b�c�d�", Text.line("a\u0007b\u202ec\ud800d\uffff"));
        assertEquals("��", Text.line("\ufdd0\ufdef"));
        assertEquals("ȳ 漢 😀", Text.line("ȳ 漢 😀"));
    }

    @Test
    void isShortenedBetweenWholeCharacters() {
        assertEquals("😀😀😀", Text.shortened("😀😀😀", 3));
        assertEquals("😀😀…", Text.shortened("😀😀😀😀", 3));
        assertEquals("a…", Text.shortened("a bc", 3));
    }

    @Test
    void isAsWideAsItsCharacters() {
        assertEquals(3 * 0.62 * 10, Text.width("a∞…", 10), 1e-12);
        assertEquals(0.62 * 10, Text.width("y\u0304", 10), 1e-12);
        assertEquals((0.7 + 1.2 + 1.2) * 10, Text.width("∂漢😀", 10), 1e-12);
        assertTrue(Text.isPlain("[ȳ, Ω, ж] ∞… ≤ ≥ xᵀ"));
        assertFalse(Text.isPlain("a∂"));
    }

    @Test
    void scriptsOfUsualWidthAreHardlyStretched() {
        for (String word : new String[] {"שלום", "سلام", "ไทย"}) {
            assertEquals(word.length() * 0.7 * 10, Text.width(word, 10), 1e-12, word);
        }
    }

    @Property
    void anyLineIsReadBackFromXml(
            @ForAll String text, @ForAll @Chars({'"', '\'', '<', '>', '&', ';', ']'}) String special) {
        String line = Text.line(text + special);
        assertEquals(line, Xml.parse("<a>" + Text.xml(line) + "</a>").getTextContent());
        assertEquals(line, Xml.parse("<a b=\"" + Text.xml(line) + "\"/>").getAttribute("b"));
        assertEquals(line, Xml.parse("<a b='" + Text.xml(line) + "'/>").getAttribute("b"));
    }

    @Test
    void linesEndAsTheyDoAnywhere() {
        assertEquals("a\nb\nc\n\nd", Text.lines("a\r\nb\rc\n\r\nd"));
    }

    @Test
    void whatHasNoGlyphIsReplacedOnEachLineButATabIsKept() {
        assertEquals("a\t�\nb�", Text.lines("a\t\u0007\nb\u202e"));
    }
}
