package io.github.gradtape.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final History TWO = new History().plus(report(1)).plus(report(2));

    private static EpochReport report(int epoch) {
        return new EpochReport(epoch, 0.1, new Score(1, 1), Optional.empty());
    }

    private static List<Integer> epochs(List<EpochReport> reports) {
        return reports.stream().map(EpochReport::epoch).toList();
    }

    @Test
    void staysWhatItWasWhenALongerOneIsMade() {
        List<History> made = new ArrayList<>(List.of(new History()));
        for (int k = 0; k < 1000; k++) {
            made.add(made.get(k).plus(report(k + 1)));
        }
        for (int k = 0; k <= 1000; k++) {
            assertEquals(IntStream.rangeClosed(1, k).boxed().toList(), epochs(made.get(k)));
        }
    }

    @Test
    void isTheBeginningOfAnyNumberOfOthers() {
        List<EpochReport> one = TWO.plus(report(3)).plus(report(4));
        List<EpochReport> other = TWO.plus(report(5));
        assertEquals(List.of(1, 2, 3, 4), epochs(one));
        assertEquals(List.of(1, 2, 5), epochs(other));
        assertEquals(List.of(1, 2), epochs(TWO));
    }

    @Test
    void endsWhereItEnds() {
        TWO.plus(report(3));
        assertThrows(IndexOutOfBoundsException.class, () -> TWO.get(2));
        assertThrows(IndexOutOfBoundsException.class, () -> TWO.get(-1));
    }

    @Test
    void cannotBeChanged() {
        assertThrows(UnsupportedOperationException.class, () -> TWO.add(report(3)));
        assertThrows(UnsupportedOperationException.class, () -> TWO.set(0, report(3)));
        assertThrows(UnsupportedOperationException.class, TWO::clear);
    }
}
