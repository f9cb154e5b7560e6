package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.HighPrecision;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest implements OpLaws {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public Domain domain() {
        return Domains.of(SoftmaxCrossEntropy.class);
    }

    private static Tensor gradient(Tensor logits, Tensor targets) {
        Tape tape = new Tape();
        Node z = tape.leaf(logits);
        return tape.backward(softmaxCrossEntropy(z, constant(targets)), z).of(z);
    }

    /** Up to spreads of 1400, twice what the composed path can represent. */
    @Property(tries = 100)
    void beyondTheComposedPathsDomainItAgreesWithTheReference(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 8);
        Tensor z = LossCall.logits(Shape.of(n), 700, random);
        Tensor t = LossCall.targets(Shape.of(n), 0, random);
        HighPrecision exact = new HighPrecision(z.toArray());
        double loss = softmaxCrossEntropy(constant(z), constant(t)).value().item();
        BigDecimal exactLoss = exact.loss(t.toArray());
        // beyond spreads of 708 a confident row's loss is subnormal: right to one subnormal step
        double lossError =
                HighPrecision.errorInUnits(loss, exactLoss, exactLoss.add(new BigDecimal(Double.MIN_NORMAL)));
        assertTrue(lossError <= 8, () -> "loss: " + lossError + " u for logits " + z + ", targets " + t);
        Tensor gradient = gradient(z, t);
        BigDecimal[] exactGradient = exact.gradient(t.toArray());
        BigDecimal sum = new BigDecimal(Arrays.stream(t.toArray()).sum());
        for (int k = 0; k < n; k++) {
            BigDecimal target = new BigDecimal(t.get(k));
            // A s − t cancels near its zero, so the error is relative to A s + t, or one subnormal step
            BigDecimal scale = sum.multiply(exact.probability(k)).add(target).add(new BigDecimal(Double.MIN_NORMAL));
            double error = HighPrecision.errorInUnits(gradient.get(k), exactGradient[k], scale);
            assertTrue(error <= 8, () -> "gradient: " + error + " u for logits " + z + ", targets " + t);
        }
    }

    @Property(tries = 100)
    void confidentRowsKeepTheirDigits(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(2, 8);
        Tensor z = LossCall.logits(Shape.of(n), 345, random);
        double[] oneHot = new double[n];
        oneHot[random.nextInt(n)] = 1;
        HighPrecision exact = new HighPrecision(z.toArray());
        Node targets = constant(Tensor.of(oneHot));
        double loss = softmaxCrossEntropy(constant(z), targets).value().item();
        assertTrue(HighPrecision.errorInUnits(loss, exact.loss(oneHot)) <= 4, () -> "loss for logits " + z);
        Tensor gradient = gradient(z, Tensor.of(oneHot));
        BigDecimal[] exactGradient = exact.gradient(oneHot);
        for (int k = 0; k < n; k++) {
            double error = HighPrecision.errorInUnits(gradient.get(k), exactGradient[k]);
            assertTrue(error <= 4, () -> error + " u in the gradient for logits " + z);
        }
    }

    /** ∂(w ∂L/∂z)/∂w is ∂L/∂z, at w = 1 too, where the cotangent looks like the constant that a backward pass starts from. */
    @Property(tries = 50)
    void aCotangentThatHappensToBeOneIsDifferentiatedLikeAnyOther(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor logits = LossCall.logits(Shape.of(random.nextInt(1, 8)), 300, random);
        Tensor targets = LossCall.targets(logits.shape(), 0, random);
        Tape tape = new Tape();
        Node w = tape.leaf(Tensor.scalar(1));
        Node z = tape.leaf(logits);
        Node loss = Ops.multiply(w, softmaxCrossEntropy(z, constant(targets)));
        Node zBar = tape.recordBackward(loss, List.of(z)).get(0);
        Tensor gradient = gradient(logits, targets);
        for (int k = 0; k < logits.size(); k++) {
            Node entry = Ops.sum(Ops.slice(zBar, 0, k, k + 1));
            // the number itself and zeros, added up; −0 is 0
            assertEquals(gradient.get(k), tape.backward(entry, w).of(w).item(), Double.MIN_VALUE);
        }
    }

    @Test
    void howeverManyRowsThereAreTheirSumRoundsOnce() {
        int rows = 100_000;
        Tensor row = Tensor.of(2.25216846104409, 0);
        Node logits = constant(Layout.stack(0, Collections.nCopies(rows, row).toArray(Tensor[]::new)));
        Node labels = constant(Tensor.zeros(Shape.of(rows)));
        double one = softmaxCrossEntropy(constant(row), constant(0)).value().item();
        BigDecimal exactSum = new BigDecimal(one).multiply(new BigDecimal(rows));
        double sum =
                softmaxCrossEntropy(logits, labels, LossOptions.sum()).value().item();
        assertEquals(exactSum.doubleValue(), sum);
        double mean = softmaxCrossEntropy(logits, labels).value().item();
        assertTrue(HighPrecision.errorInUnits(mean, new BigDecimal(one)) <= 2, () -> mean + " instead of " + one);
    }

    @Test
    void fromLogitsIsSafer() {
        Tensor logits = Tensor.of(0, 1000);
        Tensor target = Tensor.of(1, 0);
        Tape tape = new Tape();
        Node z = tape.leaf(logits);
        Node composed = crossEntropy(softmax(z), constant(target));
        assertEquals(INF, composed.value().item());
        assertTrue(Double.isNaN(tape.backward(composed, z).of(z).get(0)));
        assertEquals(
                1000,
                softmaxCrossEntropy(constant(logits), constant(target)).value().item());
        assertEquals(Tensor.of(-1, 1), gradient(logits, target));
    }

    @Test
    void theComposedGradientOverflowsAboveASpreadOf709Point78() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(0, 710));
        Node composed = crossEntropy(softmax(z), constant(Tensor.of(1, 0)));
        assertEquals(710, composed.value().item(), 1e-9, "its loss is still finite");
        assertTrue(Double.isNaN(tape.backward(composed, z).of(z).get(0)));
    }

    @Test
    void theComposedLossLosesItsDigitsBeforeItOverflows() {
        Node target = constant(Tensor.of(1, 0));
        double at740 = crossEntropy(softmax(constant(Tensor.of(0, 740))), target)
                .value()
                .item();
        double at745 = crossEntropy(softmax(constant(Tensor.of(0, 745))), target)
                .value()
                .item();
        double at746 = crossEntropy(softmax(constant(Tensor.of(0, 746))), target)
                .value()
                .item();
        assertEquals(2.6e-3, Math.abs(at740 - 740), 0.1e-3);
        assertEquals(0.56, Math.abs(at745 - 745), 0.01);
        assertEquals(INF, at746);
    }

    @Test
    void aComposedSumOfProductsMakesNaNOfAMaskedClass() {
        Node logits = constant(Tensor.of(0, -INF));
        Node targets = constant(Tensor.of(1, 0));
        assertTrue(Double.isNaN(
                Ops.sum(Ops.multiply(targets, Ops.log(softmax(logits)))).value().item()));
        assertEquals(0, softmaxCrossEntropy(logits, targets).value().item());
    }

    @Test
    void theShortcutHoldsOnlyForTargetsThatSumToOne() {
        Tensor z = Tensor.of(0, 0);
        assertEquals(Tensor.of(-0.5, 0.5), gradient(z, Tensor.of(1, 0)), "s − t");
        assertEquals(Tensor.of(-1, 1), gradient(z, Tensor.of(2, 0)), "2 s − t, where s − t would be [−1.5, 0.5]");
    }

    @Test
    void theHessianIsDiagonalLessOuterProduct() {
        Tensor hessian = Derivatives.hessian(z -> softmaxCrossEntropy(z, constant(Tensor.of(2, 0))))
                .at(Tensor.of(0, 0));
        assertEquals(Tensor.of(new double[][] {{0.5, -0.5}, {-0.5, 0.5}}), hessian, "A (diag(s) − s sᵀ) with A = 2");
    }

    @Test
    void aPositiveTargetAtMinusInfinityCostsInfinityWithAFiniteGradient() {
        Tensor z = Tensor.of(-INF, 0);
        Tensor t = Tensor.of(1, 0);
        assertEquals(INF, softmaxCrossEntropy(constant(z), constant(t)).value().item());
        assertEquals(Tensor.of(-1, 1), gradient(z, t));
    }

    @Test
    void aRowWithoutFiniteLargestLogitIsNaN() {
        for (Tensor z : new Tensor[] {Tensor.of(-INF, -INF), Tensor.of(0, INF), Tensor.of(Double.NaN, 0)}) {
            assertTrue(Double.isNaN(softmaxCrossEntropy(constant(z), constant(Tensor.of(1, 0)))
                    .value()
                    .item()));
            assertTrue(Double.isNaN(gradient(z, Tensor.of(1, 0)).get(0)));
        }
    }

    @Test
    void oneClassCostsNothing() {
        assertEquals(Tensor.of(0.0), gradient(Tensor.of(5), Tensor.of(1)));
        assertEquals(
                0,
                softmaxCrossEntropy(constant(Tensor.of(5)), constant(Tensor.of(1)))
                        .value()
                        .item());
    }

    @Test
    void noRowsHaveMeanNaNAndSumZero() {
        Node z = constant(Tensor.zeros(Shape.of(0, 3)));
        assertTrue(Double.isNaN(softmaxCrossEntropy(z, z).value().item()));
        assertEquals(
                0,
                new SoftmaxCrossEntropy(1, LossOptions.of(Reduction.SUM))
                        .apply(z, z)
                        .value()
                        .item());
        assertEquals(Tensor.zeros(Shape.of(0, 3)), gradient(z.value(), z.value()));
    }

    @Test
    void classIndicesMayStandAtAnyAxis() {
        Tensor z = Tensor.uniform(Shape.of(2, 3, 4), -1, 1, new SplittableRandom(1));
        Node losses = new SoftmaxCrossEntropy(1, LossOptions.of(Reduction.NONE))
                .apply(constant(z), constant(Tensor.ones(Shape.of(2, 4))));
        Node expected = Ops.negate(Ops.slice(Ops.logSoftmax(constant(z), 1), 1, 1, 2));
        assertEquals(Shape.of(2, 4), losses.shape());
        assertEquals(Ops.reshape(expected, Shape.of(2, 4)).value(), losses.value());
    }

    @Test
    void aClassIndexThatIsNoWholeNumberIsRefused() {
        assertRefused(
                "SoftmaxCrossEntropy[axis=1, options=mean] of [[2, 3], [2]]: "
                        + "class index 1.5 at [1] is not a whole number from 0 to 2",
                () -> softmaxCrossEntropy(constant(Tensor.zeros(Shape.of(2, 3))), constant(Tensor.of(0, 1.5))));
    }
}
