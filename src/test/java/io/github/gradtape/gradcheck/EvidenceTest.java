package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Square;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private final Evidence evidence = new Evidence(new Case(new Square(), Tensor.of(1)));

    @Test
    void theNumbersThatDisagreeComeFirst() {
        Tensor yBar = Tensor.of(new double[][] {{1, 2}, {3, 4}});
        String message = assertThrows(AssertionError.class, () -> evidence.compare("it", yBar, 2, 3, 1e-10 / 3))
                .getMessage();
        assertEquals("""
                it is 3.0, by differences 2.0 ± 3.3e-11
                  cotangent = [[1. 2.]
                               [3. 4.]]""", message);
    }

    @Test
    void theBiasIsWhatTheToleranceCannotHide() {
        evidence.compare("it", Tensor.scalar(1), 2, 2, 0.5);
        assertEquals(0.25, evidence.smallestBias());
    }

    @Test
    void norWhatTheTwoNumbersAreApart() {
        evidence.compare("it", Tensor.scalar(1), -2, -2.25, 0.5);
        assertEquals(0.375, evidence.smallestBias());
        assertTrue(evidence.isConclusive());
    }

    @Test
    void ofNothingIsWhatDifferencesFoundNoStepForAnywhere() {
        assertFalse(evidence.isOfNothing());
        evidence.compare("it", Tensor.scalar(1), 2, 2, Double.POSITIVE_INFINITY);
        assertTrue(evidence.isOfNothing());
        assertFalse(evidence.isConclusive());
        evidence.compare("it", Tensor.scalar(1), 2, 2, 0.5);
        assertFalse(evidence.isOfNothing());
    }
}
