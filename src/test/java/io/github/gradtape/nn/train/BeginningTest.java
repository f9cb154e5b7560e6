package io.github.gradtape.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginningTest {

    private static final Beginning<String> NONE = new Beginning<>();
    private static final Beginning<String> TWO = NONE.plus("a").plus("b");

    @Test
    void staysWhatItWasWhenALongerOneIsMade() {
        Beginning<String> none = new Beginning<>();
        List<Beginning<String>> made = new ArrayList<>(List.of(none));
        for (int k = 0; k < 1000; k++) {
            made.add(made.get(k).plus("c"));
        }
        for (int k = 0; k <= 1000; k++) {
            assertEquals(Collections.nCopies(k, "c"), made.get(k));
        }
    }

    @Test
    void isTheBeginningOfAnyNumberOfOthers() {
        List<String> one = TWO.plus("c").plus("d");
        List<String> other = TWO.plus("e");
        assertEquals(List.of("a", "b", "c", "d"), one);
        assertEquals(List.of("a", "b", "e"), other);
        assertEquals(List.of("a", "b"), TWO);
    }

    @Test
    void endsWhereItEnds() {
        TWO.plus("c");
        assertThrows(IndexOutOfBoundsException.class, () -> TWO.get(2));
        assertThrows(IndexOutOfBoundsException.class, () -> TWO.get(-1));
    }

    @Test
    void cannotBeChanged() {
        assertThrows(UnsupportedOperationException.class, () -> TWO.add("c"));
        assertThrows(UnsupportedOperationException.class, () -> TWO.set(0, "c"));
        assertThrows(UnsupportedOperationException.class, TWO::clear);
    }
}
