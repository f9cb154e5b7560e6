package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.logSoftmax;
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

class LogSoftmaxTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(LogSoftmax.class);
    }

    @Property(tries = 50)
    void everyEntryIsExactToFourUnits(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 8);
        Tensor z = LossCall.logits(Shape.of(n), 345, random);
        HighPrecision exact = new HighPrecision(z.toArray());
        Tensor l = logSoftmax(constant(z)).value();
        for (int k = 0; k < n; k++) {
            double error = HighPrecision.errorInUnits(l.get(k), exact.logProbability(k));
            assertTrue(error <= 4, () -> error + " u for logits " + z);
        }
    }

    @Test
    void itIsFiniteWhereTheSoftmaxUnderflows() {
        assertEquals(
                Tensor.of(-1000, 0), logSoftmax(constant(Tensor.of(0, 1000))).value());
    }

    @Test
    void aLogitOfMinusInfinityGivesMinusInfinity() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(0, Double.NEGATIVE_INFINITY));
        Node l = logSoftmax(z);
        assertEquals(Tensor.of(0, Double.NEGATIVE_INFINITY), l.value());
        assertEquals(Tensor.of(0, 0), tape.backward(l, Tensor.of(1, 0), z).of(z));
    }

    @Test
    void aRowWithoutFiniteLargestLogitIsNaN() {
        double inf = Double.POSITIVE_INFINITY;
        Tensor rows = Tensor.of(new double[][] {{-inf, -inf}, {inf, inf}, {Double.NaN, 0}, {0, Double.NaN}});
        for (double entry : logSoftmax(constant(rows)).value().borrow()) {
            assertTrue(Double.isNaN(entry));
        }
    }
}
