package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.ops.Square;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    @Test
    void noMessageIsWrittenForAComparisonThatHolds() {
        Evidence evidence = new Evidence(new Case(new Square(), Tensor.of(1)));
        evidence.compare(
                () -> {
                    throw new AssertionError("asked");
                },
                2,
                2,
                0.5);
        assertEquals(0.25, evidence.smallestBias());
    }
}
