package io.github.gradtape.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginningTest {

    @Test
    void staysWhatItWasWhenTheListGrows() {
        List<String> growing = new ArrayList<>();
        List<String> none = new Beginning<>(growing);
        growing.add("a");
        growing.add("b");
        List<String> two = new Beginning<>(growing);
        for (int k = 0; k < 1000; k++) {
            growing.add("c");
        }
        assertEquals(List.of(), none);
        assertEquals(List.of("a", "b"), two);
        assertThrows(IndexOutOfBoundsException.class, () -> two.get(2));
        assertThrows(IndexOutOfBoundsException.class, () -> two.get(-1));
    }

    @Test
    void cannotBeChanged() {
        List<String> two = new Beginning<>(new ArrayList<>(List.of("a", "b")));
        assertThrows(UnsupportedOperationException.class, () -> two.add("c"));
        assertThrows(UnsupportedOperationException.class, () -> two.set(0, "c"));
        assertThrows(UnsupportedOperationException.class, two::clear);
    }

    @Test
    void takesNoCopy() {
        List<String> untouchable = new AbstractList<>() {
            @Override
            public String get(int index) {
                return fail("element " + index + " was read");
            }

            @Override
            public int size() {
                return 2;
            }
        };
        assertEquals(2, new Beginning<>(untouchable).size());
    }
}
