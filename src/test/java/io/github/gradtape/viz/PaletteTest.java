package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void goesFromBlueThroughNearWhiteToRed() {
        assertEquals("#053061", Palette.colour(-2, 2));
        assertEquals("#92c5de", Palette.colour(-0.8, 2));
        assertEquals("#f7f7f7", Palette.colour(0, 2));
        assertEquals("#f4a582", Palette.colour(0.8, 2));
        assertEquals("#67001f", Palette.colour(2, 2));
    }

    @Test
    void isOfFullStrengthBeyondItsLimit() {
        assertEquals("#67001f", Palette.colour(1e300, 2));
        assertEquals("#053061", Palette.colour(-1e300, 2));
    }

    @Test
    void zeroHasItsColourWhateverTheLimit() {
        assertEquals("#f7f7f7", Palette.colour(-0.0, 0));
    }

    @Property
    void greaterNumbersAreDarker(
            @ForAll @DoubleRange(min = -1, max = 1) double x, @ForAll @DoubleRange(max = 1) double part) {
        assertTrue(Palette.luminance(Palette.colour(x * part, 1)) >= Palette.luminance(Palette.colour(x, 1)));
    }

    @Property
    void noNumberLooksLikeNanOrInfinity(@ForAll @DoubleRange(min = -1, max = 1) double x) {
        assertNotEquals(Palette.NAN, Palette.colour(x, 1));
        assertNotEquals(Palette.INFINITE, Palette.colour(x, 1));
    }

    @Property
    void textIsReadableOnEveryColour(@ForAll @DoubleRange(min = -1, max = 1) double x) {
        assertReadable(Palette.colour(x, 1));
    }

    @Test
    void textIsReadableOnWhatIsNotFinite() {
        assertReadable(Palette.NAN);
        assertReadable(Palette.INFINITE);
    }

    /** Of dark channels it is a line, of others a power. */
    @Test
    void luminanceIsThatOfWcag() {
        assertEquals(1, Palette.luminance("#ffffff"), 1e-12);
        assertEquals(0.2126, Palette.luminance("#ff0000"), 1e-12);
        assertEquals(0.7152, Palette.luminance("#00ff00"), 1e-12);
        assertEquals(0.0722, Palette.luminance("#0000ff"), 1e-12);
        assertEquals(10 / 255.0 / 12.92, Palette.luminance("#0a0a0a"), 1e-12);
        assertEquals(Math.pow((128 / 255.0 + 0.055) / 1.055, 2.4), Palette.luminance("#808080"), 1e-12);
    }

    /** The least contrast that WCAG 2.1 asks for at level AA. */
    private static void assertReadable(String colour) {
        double one = Palette.luminance(colour) + 0.05;
        double other = Palette.luminance(Palette.inkOn(colour)) + 0.05;
        assertTrue(Math.max(one, other) / Math.min(one, other) >= 4.5, colour);
    }
}
