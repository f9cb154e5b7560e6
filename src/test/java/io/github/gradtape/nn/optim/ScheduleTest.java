package io.github.gradtape.nn.optim;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @Test
    void aConstantRateStays() {
        Schedule schedule = Schedule.constant(0.25);
        assertEquals(0.25, schedule.rate(0));
        assertEquals(0.25, schedule.rate(Long.MAX_VALUE));
    }

    @Test
    void areEqualIfTheirSettingsAreAndTellThem() {
        assertEquals(Schedule.constant(0.25), Schedule.constant(0.25));
        assertNotEquals(Schedule.constant(0.25), Schedule.constant(0.5));
        assertEquals("Constant[rate=0.25]", Schedule.constant(0.25).toString());
        assertEquals(
                "Stepped[rate=8.0, every=10, factor=0.5]",
                Schedule.stepped(8, 10, 0.5).toString());
        assertEquals(
                "Cosine[rate=1.0, warmUp=4, total=10]",
                Schedule.cosine(1, 4, 10).toString());
        assertEquals(
                "Sgd[schedule=Constant[rate=0.1], momentum=0.0, nesterov=false, decay=0.0]", new Sgd(0.1).toString());
    }

    @Test
    void anOptimizerHasTheSameSettingsForARateAndItsSchedule() {
        Schedule rate = Schedule.constant(0.01);
        assertEquals(new Adam(0.01), new Adam(rate));
        assertEquals(new AdamW(0.01, 0.1), new AdamW(rate, 0.1));
        assertEquals(new Sgd(0.01), new Sgd(rate));
        assertEquals(new RmsProp(0.01), new RmsProp(rate));
    }

    @Test
    void aRateThatIsNotPositiveIsRefused() {
        String refusal = "rate must be positive and finite, was 0.0";
        assertRefused(refusal, () -> Schedule.constant(0));
        assertRefused(refusal, () -> Schedule.stepped(0, 1, 0.5));
        assertRefused(refusal, () -> Schedule.cosine(0, 0, 1));
    }

    @Nested
    class Stepped {

        @ParameterizedTest
        @CsvSource({"0, 8", "9, 8", "10, 4", "19, 4", "20, 2", "30, 1"})
        void fallsByTheFactorEverySoManySteps(long steps, double rate) {
            assertEquals(rate, Schedule.stepped(8, 10, 0.5).rate(steps));
        }

        @Test
        void settingsOutsideAreRefused() {
            assertRefused("every must be at least 1, was 0", () -> Schedule.stepped(1, 0, 0.5));
            assertRefused("factor must be positive and finite, was 0.0", () -> Schedule.stepped(1, 1, 0));
        }
    }

    @Nested
    class Cosine {

        /** A rounding of the cosine and of π. */
        private static final double ROUNDING = 1e-15;

        @ParameterizedTest
        @CsvSource({
            "0, 0.25",
            "1, 0.5",
            "2, 0.75",
            "3, 1", // warm-up
            "4, 1",
            "5, 0.9330127018922193",
            "7, 0.5",
            "8, 0.25",
            "10, 0", // (1 + cos 0°, 30°, 90°, 120°, 180°)/2
            "11, 0",
            "1000000, 0"
        })
        void risesInALineAndFallsAlongHalfACosine(long steps, double rate) {
            assertEquals(rate, Schedule.cosine(1, 4, 10).rate(steps), ROUNDING);
            assertEquals(3 * rate, Schedule.cosine(3, 4, 10).rate(steps), 3 * ROUNDING);
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "1, 0.5", "2, 0"})
        void startsAtItsHighestWithoutWarmUp(long steps, double rate) {
            assertEquals(rate, Schedule.cosine(1, 0, 2).rate(steps), ROUNDING);
        }

        /** sin² of π/2 · 10⁻⁶ and 10⁻⁹ by mpmath: of 1 + cos there is little left and nothing. */
        @ParameterizedTest
        @CsvSource({"1000000, 2.46740110027031029864541503349e-12", "1000000000, 2.46740110027233965267926668676e-18"})
        void keepsItsDigitsInTheLastStep(long total, double rate) {
            assertEquals(rate, Schedule.cosine(1, 0, total).rate(total - 1), ROUNDING * rate);
        }

        @Test
        void settingsOutsideAreRefused() {
            assertRefused("warmUp must be at least 0, was -1", () -> Schedule.cosine(1, -1, 5));
            assertRefused("total must be more than the warm-up of 5, was 5", () -> Schedule.cosine(1, 5, 5));
        }
    }
}
