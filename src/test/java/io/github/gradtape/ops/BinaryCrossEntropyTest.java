package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.binaryCrossEntropy;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Logistic;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BinaryCrossEntropyTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(BinaryCrossEntropy.class);
    }

    @Property
    void itIsTheSoftmaxCrossEntropyOfTwoClassesWithLogitsZAndZero(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor z = LossCall.logits(Shape.of(4), 345, random);
        Tensor t = Tensor.uniform(Shape.of(4), 0, 1, random);
        Node columns = constant(Layout.stack(1, z, Tensor.zeros(z.shape())));
        Node twoTargets = constant(
                Layout.stack(1, t, Ops.subtract(constant(1), constant(t)).value()));
        Tensor expected = new SoftmaxCrossEntropy(1, LossOptions.none())
                .apply(columns, twoTargets)
                .value();
        Tensor actual = new BinaryCrossEntropy(Reduction.NONE)
                .apply(constant(z), constant(t))
                .value();
        for (int i = 0; i < 4; i++) {
            // two terms of one sign, each a product of a logistic loss that is off by some units
            assertEquals(expected.get(i), actual.get(i), 16 * 0x1p-53 * expected.get(i));
        }
    }

    @Test
    void targetsOutsideZeroToOneAreTakenAsTheyAre() {
        Node z = constant(10);
        Node t = constant(5);
        double cost = Logistic.softplus(-10);
        // 5 softplus(−10) − 4 softplus(10), where softplus(10) = 10 + softplus(−10)
        double loss = binaryCrossEntropy(z, t).value().item();
        assertEquals(cost - 40, loss, 4 * Math.ulp(40));
        double softmax = new SoftmaxCrossEntropy(0, LossOptions.none())
                .apply(constant(Tensor.of(10, 0)), constant(Tensor.of(5, -4)))
                .value()
                .item();
        assertEquals(softmax, loss, 4 * Math.ulp(40));
        // σ(z) − t
        double gradient = grad(x -> binaryCrossEntropy(x, t)).at(z.value()).item();
        assertEquals(1 / (1 + Math.exp(-10)) - 5, gradient, 4 * Math.ulp(4));
    }

    @Test
    void howeverManyElementsThereAreTheirSumRoundsOnce() {
        int elements = 100_000;
        Node many = constant(Tensor.full(Shape.of(elements), 2.25216846104409));
        Node targets = constant(Tensor.ones(many.shape()));
        double one = binaryCrossEntropy(constant(2.25216846104409), constant(1))
                .value()
                .item();
        assertEquals(one, binaryCrossEntropy(many, targets).value().item(), Math.ulp(one));
    }

    @Test
    void aConfidentElementKeepsItsDigits() {
        Tensor gradient = grad(z -> binaryCrossEntropy(z, constant(1))).at(Tensor.scalar(50));
        assertEquals(-Math.exp(-50), gradient.item(), 4 * Math.ulp(Math.exp(-50)));
        assertEquals(
                Math.exp(-50),
                binaryCrossEntropy(constant(50), constant(1)).value().item(),
                4 * Math.ulp(Math.exp(-50)));
    }

    @Test
    void whatATargetRulesOutCostsNothingAtInfinity() {
        double inf = Double.POSITIVE_INFINITY;
        assertEquals(0, binaryCrossEntropy(constant(inf), constant(1)).value().item());
        assertEquals(0, binaryCrossEntropy(constant(-inf), constant(0)).value().item());
        assertEquals(
                inf, binaryCrossEntropy(constant(-inf), constant(1)).value().item());
    }

    @Test
    void noElementsHaveMeanNaN() {
        Node none = constant(Tensor.zeros(Shape.of(0)));
        assertTrue(Double.isNaN(binaryCrossEntropy(none, none).value().item()));
    }

    @Test
    void withoutAReductionThereIsNoLoss() {
        Node one = constant(1);
        assertThrows(NullPointerException.class, () -> new BinaryCrossEntropy(null).apply(one, one));
        Node row = constant(Tensor.of(1, 2));
        assertThrows(NullPointerException.class, () -> Ops.softmaxCrossEntropy(row, one, LossOptions.of(null)));
    }

    @Test
    void targetsOfAnotherShapeAreRefused() {
        assertRefused(
                "BinaryCrossEntropy[reduction=MEAN] of [[2], []]: targets must have the logits' shape [2], had []",
                () -> binaryCrossEntropy(constant(Tensor.of(1, 2)), constant(1)));
    }
}
