package io.github.gradtape.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of the family are themselves tested: each planted bug breaks some law, and each law catches some bug. */
class PlantedBugsTest {

    private static final int TRIALS = 100;

    @Test
    void thereAreSeventeen() {
        assertEquals(17, PlantedBug.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void everyPlantedBugIsCaught(PlantedBug bug) {
        assertTrue(
                Arrays.stream(FamilyLaw.values()).anyMatch(law -> breaks(bug, law)),
                () -> bug + " broke none of the laws");
    }

    @ParameterizedTest
    @EnumSource
    void everyLawCatchesSomeBug(FamilyLaw law) {
        assertTrue(
                Stream.<SoftmaxFamily>concat(Arrays.stream(PlantedBug.values()), Arrays.stream(FurtherBug.values()))
                        .anyMatch(bug -> breaks(bug, law)),
                () -> law + " let every bug pass");
    }

    private static boolean breaks(SoftmaxFamily family, FamilyLaw law) {
        for (long seed = 0; seed < TRIALS; seed++) {
            try {
                law.check(family, new SplittableRandom(seed));
            } catch (AssertionError broken) {
                return true;
            }
        }
        return false;
    }
}
