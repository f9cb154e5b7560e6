package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.logSumExp;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.HighPrecision;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogSumExpTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(LogSumExp.class);
    }

    @Property(tries = 50)
    void itIsExactToTwoUnitsOfMaxAndLogSum(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor z = LossCall.logits(Shape.of(random.nextInt(1, 8)), 345, random);
        HighPrecision exact = new HighPrecision(z.toArray());
        double actual = logSumExp(constant(z), 0).value().item();
        // near 0, max and log Σ cancel, which no rounding can mend: so the error is relative to their magnitudes
        double error = HighPrecision.errorInUnits(actual, exact.logSumExp(), exact.logSumExpScale());
        assertTrue(error <= 2, () -> error + " u for logits " + z);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertEquals(
                1e308, logSumExp(constant(Tensor.of(1e308, 1e308)), 0).value().item());
    }

    @Test
    void itDropsItsAxis() {
        assertEquals(
                Shape.of(2, 4),
                logSumExp(constant(Tensor.zeros(Shape.of(2, 3, 4))), 1).shape());
    }

    @Test
    void aMaskedClassAddsNothing() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(3, Double.NEGATIVE_INFINITY));
        Node y = logSumExp(z, 0);
        assertEquals(3, y.value().item());
        assertEquals(Tensor.of(1, 0), tape.backward(y, z).of(z));
    }

    @Test
    void aRowOfNothingButMinusInfinityGivesMinusInfinityAndHasNoGradient() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.full(Shape.of(2), Double.NEGATIVE_INFINITY));
        Node y = logSumExp(z, 0);
        assertEquals(Double.NEGATIVE_INFINITY, y.value().item());
        assertTrue(Double.isNaN(tape.backward(y, z).of(z).get(0)));
    }

    @Test
    void aRowWithPlusInfinityGivesInfinityAndHasNoGradient() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(1, Double.POSITIVE_INFINITY));
        Node y = logSumExp(z, 0);
        assertEquals(Double.POSITIVE_INFINITY, y.value().item());
        assertTrue(Double.isNaN(tape.backward(y, z).of(z).get(0)));
    }
}
