package io.github.gradtape.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static final Model MODEL = Model.initial(new Linear(2, 2), new SplittableRandom(1));
    private static final EpochReport REPORT = new EpochReport(1, 0.1, new Score(1, 1), Optional.empty());

    private static Training of(List<EpochReport> history) {
        return new Training(MODEL, Checkpoint.start(MODEL), history);
    }

    @Test
    void doesNotChangeWithTheListThatItIsGiven() {
        List<EpochReport> reports = new ArrayList<>(List.of(REPORT));
        Training training = of(reports);
        reports.clear();
        assertEquals(List.of(REPORT), training.history());
    }

    @Test
    void copiesNoneThatCannotChange() {
        History reports = new History().plus(REPORT);
        assertSame(reports, of(reports).history());
    }
}
