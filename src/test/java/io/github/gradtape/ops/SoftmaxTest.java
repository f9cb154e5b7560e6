package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.tape.Derivatives.jacobian;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

class SoftmaxTest implements OpLaws {

    private static final double U = 0x1p-53;

    @Override
    public Domain domain() {
        return Domains.of(Softmax.class);
    }

    @Property
    void rowsArePositiveAndSumToOne(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LossCall call = LossCall.random(345, random);
        Tensor s = softmax(constant(call.logits()), call.axis()).value();
        for (double sum : call.sumsOf(s).borrow()) {
            // each of up to four entries is off by some u of itself, so that their sum is off by some u of 1
            assertEquals(1, sum, 8 * U);
        }
        for (double entry : s.borrow()) {
            assertTrue(entry > 0, () -> s + " of logits " + call.logits());
        }
    }

    @Property
    void theJacobianIsDiagonalLessOuterProduct(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 6);
        Tensor z = LossCall.logits(Shape.of(n), 300, random);
        double[] s = softmax(constant(z)).value().toArray();
        Tensor jacobian = jacobian(Ops::softmax).at(z);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double expected = (i == j ? s[i] : 0) - s[i] * s[j];
                // the diagonal s(1 − s) is a difference of numbers of the size of s
                assertEquals(expected, jacobian.get(i, j), 4 * U * s[i], "entry " + i + ", " + j);
            }
        }
    }

    @Property(tries = 50)
    void everyEntryIsExactToFourUnits(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 8);
        Tensor z = LossCall.logits(Shape.of(n), 345, random);
        HighPrecision exact = new HighPrecision(z.toArray());
        Tensor s = softmax(constant(z)).value();
        for (int k = 0; k < n; k++) {
            double error = HighPrecision.errorInUnits(s.get(k), exact.probability(k));
            assertTrue(error <= 4, () -> error + " u for logits " + z);
        }
    }

    @Test
    void aLogitOfMinusInfinityMasksItsClass() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(0, Double.NEGATIVE_INFINITY, 0));
        Node s = softmax(z);
        assertEquals(Tensor.of(0.5, 0, 0.5), s.value());
        assertEquals(
                Tensor.of(-0.25, 0, 0.25),
                tape.backward(s, Tensor.of(1, 7, 2), z).of(z));
    }

    @Test
    void aRowWithoutFiniteLargestLogitIsNaN() {
        double inf = Double.POSITIVE_INFINITY;
        Tensor rows = Tensor.of(new double[][] {{-inf, -inf}, {inf, 0}, {Double.NaN, 0}, {0, Double.NaN}});
        for (double entry : softmax(constant(rows)).value().borrow()) {
            assertTrue(Double.isNaN(entry));
        }
    }

    @Test
    void logitsOfAnySizeDoNotOverflow() {
        assertArrayEquals(
                new double[] {0.5, 0.5, 0},
                softmax(constant(Tensor.of(1e308, 1e308, -1e308))).value().toArray());
    }

    @Test
    void beyondABatchOfRowsTheAxisMustBeNamed() {
        assertRefused(
                "softmax of [2, 3, 4]: name the class axis; only a row (rank 1) or a batch of rows (rank 2) goes without",
                () -> softmax(constant(Tensor.zeros(Shape.of(2, 3, 4)))));
    }

    @Test
    void anUnknownAxisIsRefused() {
        assertRefused(
                "Softmax[axis=2] of [[2, 3]]: there is no axis 2 in shape [2, 3]: allowed are -2 to 1",
                () -> softmax(constant(Tensor.zeros(Shape.of(2, 3))), 2));
    }

    @Test
    void anAxisWithoutClassesIsRefused() {
        assertRefused(
                "Softmax[axis=1] of [[2, 0]]: shape [2, 0] has no classes along axis 1: at least one is needed",
                () -> softmax(constant(Tensor.zeros(Shape.of(2, 0)))));
    }
}
