package io.github.gradtape.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Rewrite;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of the fusing rule are themselves tested: each planted fault breaks some law, and each law catches some fault. */
class PlantedRewritesTest {

    private static final int TRIALS = 200;

    @Test
    void thereAreTwelve() {
        assertEquals(12, PlantedRewrite.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void everyPlantedFaultIsCaught(PlantedRewrite fault) {
        assertTrue(
                Arrays.stream(FusionLaw.values()).anyMatch(law -> breaks(fault, law)),
                () -> fault + " broke none of the laws");
    }

    /** Without a look at where it fires: what the fault does to numbers is enough. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER_FIRES")
    void everyPlantedFaultThatFiresIsCaughtByNumbers(PlantedRewrite fault) {
        assertTrue(
                Arrays.stream(FusionLaw.values())
                        .filter(law -> law != FusionLaw.IT_FIRES_WHERE_THE_ROWS_FIT_AND_NOWHERE_ELSE)
                        .anyMatch(law -> breaks(fault, law)),
                () -> fault + " changed no number");
    }

    @ParameterizedTest
    @EnumSource
    void everyLawCatchesSomeFault(FusionLaw law) {
        assertTrue(
                Arrays.stream(PlantedRewrite.values()).anyMatch(fault -> breaks(fault, law)),
                () -> law + " let every fault pass");
    }

    @Test
    void onlyTheHessianTellsARuleThatIsRightToFirstOrder() {
        for (FusionLaw law : FusionLaw.values()) {
            boolean other = law == FusionLaw.IT_FIRES_WHERE_THE_ROWS_FIT_AND_NOWHERE_ELSE;
            assertTrue(
                    other
                            || breaks(PlantedRewrite.IS_RIGHT_TO_FIRST_ORDER_ONLY, law)
                                    == (law == FusionLaw.THE_HESSIAN_PRODUCT_IS_THE_SAME),
                    law::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRuleItselfBreaksNone(FusionLaw law) {
        assertFalse(breaks(new FuseSoftmaxCrossEntropy(), law));
    }

    /** Whether the law fails, by its own assertion or by what the tape refuses. */
    private static boolean breaks(Rewrite rule, FusionLaw law) {
        for (long seed = 0; seed < TRIALS; seed++) {
            try {
                law.check(rule, new SplittableRandom(seed));
            } catch (AssertionError | IllegalArgumentException | IllegalStateException broken) {
                return true;
            }
        }
        return false;
    }
}
