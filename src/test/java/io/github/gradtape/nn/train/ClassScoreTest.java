package io.github.gradtape.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClassScoreTest {

    private static final ClassScore SCORE = new ClassScore(2, 4, 3);

    @Test
    void precisionIsTheShareOfThoseTakenForTheClass() {
        assertEquals(0.5, SCORE.precision());
    }

    @Test
    void recallIsTheShareOfThoseOfTheClass() {
        assertEquals(2.0 / 3, SCORE.recall());
    }

    @Test
    void f1IsTheHarmonicMeanOfBoth() {
        assertEquals(2 / (1 / SCORE.precision() + 1 / SCORE.recall()), SCORE.f1(), 1e-15);
    }

    @Test
    void aClassThatNothingWasTakenForHasNoPrecision() {
        ClassScore score = new ClassScore(0, 0, 5);
        assertEquals(Double.NaN, score.precision());
        assertEquals(0, score.recall());
        assertEquals(0, score.f1());
    }

    @Test
    void aClassThatDoesNotOccurHasNoRecall() {
        ClassScore score = new ClassScore(0, 5, 0);
        assertEquals(0, score.precision());
        assertEquals(Double.NaN, score.recall());
        assertEquals(0, score.f1());
        assertEquals(Double.NaN, new ClassScore(0, 0, 0).f1());
    }
}
