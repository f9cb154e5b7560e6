package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of pictures, judged. */
class LabelsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            <text x='10' y='20' text-anchor='start' font-size='10'>one</text><text x='25' y='20' text-anchor='start' font-size='10'>two</text> | touches
            <text x='90' y='20' text-anchor='start' font-size='10'>one</text>                  | leaves
            <text x='10' y='20' text-anchor='middle' font-size='10'>four</text>                | leaves
            <text x='10' y='20' text-anchor='end' font-size='10'>one</text>                    | leaves
            <g transform='translate(20 10) rotate(-90)'><text x='0' y='0' text-anchor='start' font-size='10'>one</text></g> | leaves
            <rect x='50' y='50' width='51' height='2'/>                                        | leaves
            <circle cx='50' cy='2' r='3'/>                                                     | leaves
            <path d='M5 5L50 101'/>                                                            | leaves
            <path d='M5 5V-3'/>                                                                | leaves
            """)
    void faultsAreFound(String content, String found) {
        AssertionError e = assertThrows(AssertionError.class, () -> Labels.assertSound(picture(content)));
        assertEquals(found, e.getMessage().contains("touches") ? "touches" : "leaves", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            <text x='10' y='20' text-anchor='start' font-size='10'>one</text><text x='30' y='20' text-anchor='start' font-size='10'>two</text>
            <g transform='translate(20 90) rotate(-90)'><text x='0' y='0' text-anchor='start' font-size='10'>one</text></g>
            <path d='M5 5L50 99m300 0h5'/>
            """)
    void soundPicturesPass(String content) {
        Labels.assertSound(picture(content));
    }

    private static String picture(String content) {
        return "<svg width='100' height='100' viewBox='0 0 100 100'><title>t</title>" + content + "</svg>";
    }
}
