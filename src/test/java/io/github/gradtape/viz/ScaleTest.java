package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.viz.Scale.Tick;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScaleTest {

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(Tick::label).toList();
    }

    @Test
    void ticksAreAtRoundNumbers() {
        assertEquals(List.of("0", "0.5", "1", "1.5", "2", "2.5"), labels(Scale.rounded(0.02, 2.3, 6)));
        assertEquals(List.of("-2000", "0", "2000", "4000"), labels(Scale.rounded(-1234, 3456, 4)));
        assertEquals(List.of("0", "2e-9", "4e-9"), labels(Scale.rounded(0, 4e-9, 3)));
    }

    @Test
    void aNumberThatIsRoundInDecimalsNeedsNoFurtherTick() {
        for (double end : new double[] {0.1, 0.3, 0.6, 4e-9, 1e22}) {
            assertEquals(end, Scale.rounded(0, end, 4).high());
        }
    }

    @Test
    void aRoundedScaleEndsAtItsTicks() {
        Scale scale = Scale.rounded(0.02, 2.3, 6);
        assertEquals(0, scale.low());
        assertEquals(2.5, scale.high());
        assertEquals(0.4, scale.place(1), 1e-15);
    }

    @Test
    void anExactScaleEndsWhereItIsTold() {
        Scale scale = Scale.exact(3, 17, 5, 1);
        assertEquals(3, scale.low());
        assertEquals(17, scale.high());
        assertEquals(List.of("5", "10", "15"), labels(scale));
    }

    @Test
    void stepsCanBeKeptWhole() {
        assertEquals(List.of("1", "2", "3"), labels(Scale.exact(1, 3, 10, 1)));
        assertEquals(List.of("1"), labels(Scale.exact(1, 1, 10, 1)));
    }

    @Test
    void oneNumberStandsInTheMiddle() {
        assertEquals(0.5, Scale.exact(7, 7, 5, 0).place(7), 1e-15);
        assertEquals(0.5, Scale.exact(0, Double.MIN_VALUE, 5, 0).place(0));
    }

    @Test
    void decadesAreEquallyFar() {
        Scale scale = Scale.logarithmic(0.03, 40, 6);
        assertEquals(List.of("0.01", "0.1", "1", "10", "100"), labels(scale));
        assertEquals(0.5, scale.place(1));
        assertEquals(0.25, scale.place(0.1), 1e-15);
    }

    @Test
    void fewDecadesHaveTicksBetween() {
        assertEquals(List.of("2", "5", "10", "20", "50", "100"), labels(Scale.logarithmic(2, 70, 6)));
    }

    @Test
    void aSmallPartOfADecadeFillsTheAxis() {
        assertEquals(List.of("0.5", "1", "2"), labels(Scale.logarithmic(0.77, 1.55, 6)));
        assertEquals(List.of("0.1", "0.2"), labels(Scale.logarithmic(0.1, 0.1, 6)));
    }

    @Property
    void noTickOfALogarithmicScaleIsBeyondAnotherThatIsEnough(
            @ForAll @DoubleRange(min = -299, max = 299) double exponent,
            @ForAll @DoubleRange(min = 0, max = 12) double decades,
            @ForAll @IntRange(min = 3, max = 10) int most) {
        double low = Math.pow(10, exponent);
        double high = Math.pow(10, Math.min(exponent + decades, 299));
        Scale scale = Scale.logarithmic(low, high, most);
        List<Tick> ticks = scale.ticks();
        assertTrue(scale.low() <= Math.log10(low) && Math.log10(high) <= scale.high(), scale::toString);
        if (ticks.size() > 2) {
            assertTrue(ticks.get(1).place() > scale.place(low), scale::toString);
            assertTrue(ticks.get(ticks.size() - 2).place() < scale.place(high), scale::toString);
        }
    }

    @Test
    void manyDecadesAreSteppedOver() {
        assertEquals(List.of("1e-10", "1e-5", "1", "1e5"), labels(Scale.logarithmic(1e-8, 1e3, 5)));
    }

    @Property
    void ticksAreFewAndInOrderAndDiffer(
            @ForAll @DoubleRange(min = -300, max = 300) double exponent,
            @ForAll @DoubleRange(min = -1, max = 1) double a,
            @ForAll @DoubleRange(min = -1, max = 1) double b,
            @ForAll @IntRange(min = 3, max = 10) int most) {
        double size = Math.pow(10, exponent);
        double low = Math.min(a, b) * size;
        double high = Math.max(a, b) * size;
        assertSound(Scale.rounded(low, high, most), most);
        assertSound(Scale.exact(low, high, most, 0), most);
        double positive = Math.max(1e-310, Math.abs(low));
        assertSound(Scale.logarithmic(Math.min(positive, size), Math.max(positive, size), most), most);
    }

    private static void assertSound(Scale scale, int most) {
        List<Tick> ticks = scale.ticks();
        assertTrue(!ticks.isEmpty() && ticks.size() <= most + 2, () -> ticks.toString());
        for (int i = 0; i < ticks.size(); i++) {
            double place = ticks.get(i).place();
            assertTrue(place >= -1e-12 && place <= 1 + 1e-12, () -> ticks.toString());
            assertTrue(i == 0 || place > ticks.get(i - 1).place(), () -> ticks.toString());
        }
        assertEquals(ticks.size(), labels(scale).stream().distinct().count(), () -> ticks.toString());
    }
}
