package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.logSoftmax;
import static io.github.gradtape.ops.Ops.negativeLogLikelihood;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The fused node where a loss is over nothing or a logit is not finite; PyTorch's behaviour, or the stated difference from it. */
class DegenerateCasesTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final Tensor ROWS = Tensor.of(new double[][] {{1, 2, 3}, {0, -1, 1}});

    private record Answer(Tensor loss, Tensor gradient) {}

    private static Answer answer(Tensor logits, Tensor targets, LossOptions options) {
        Tape tape = new Tape();
        Node z = tape.leaf(logits);
        Node loss = softmaxCrossEntropy(z, constant(targets), options);
        return new Answer(
                loss.value(), tape.backward(loss, Tensor.ones(loss.shape()), z).of(z));
    }

    private static void assertIsNaN(Tensor loss) {
        assertTrue(Double.isNaN(loss.item()), loss.toString());
    }

    private static void assertIsZero(Tensor gradient) {
        for (double entry : gradient.borrow()) {
            assertEquals(0.0, Math.abs(entry), gradient.toString());
        }
    }

    private static void assertIsFinite(Tensor gradient) {
        assertTrue(Double.isFinite(Reductions.sum(gradient).item()), gradient.toString());
    }

    @Test
    void allRowsIgnoredHaveMeanNaNAndGradientZero() {
        for (LossOptions options :
                List.of(LossOptions.mean(), LossOptions.mean().withSmoothing(0.2))) {
            Answer batch = answer(ROWS, Tensor.of(-100, -100), options.withIgnoredLabel(-100));
            assertIsNaN(batch.loss());
            assertIsZero(batch.gradient());
            Answer unbatched = answer(Tensor.of(1, 2), Tensor.scalar(-100), options.withIgnoredLabel(-100));
            assertIsNaN(unbatched.loss());
            assertIsZero(unbatched.gradient());
            Answer images = answer(
                    Tensor.ones(Shape.of(2, 3, 2, 2)), Tensor.full(Shape.of(2, 2, 2), 1), options.withIgnoredLabel(1));
            assertIsNaN(images.loss());
            assertIsZero(images.gradient());
        }
    }

    @Test
    void allRowsIgnoredHaveSumAndLossesZero() {
        Tensor ignored = Tensor.of(7, 7);
        Answer sum = answer(ROWS, ignored, LossOptions.sum().withIgnoredLabel(7));
        assertEquals(Tensor.scalar(0), sum.loss());
        assertIsZero(sum.gradient());
        Answer none = answer(ROWS, ignored, LossOptions.none().withIgnoredLabel(7));
        assertEquals(Tensor.of(0, 0), none.loss());
        assertIsZero(none.gradient());
    }

    /** The third derivative is made of the softmax in the pullback of the gradient's pullback. */
    @Test
    void whatAnIgnoredRowHoldsReachesNoDerivative() {
        Node labels = constant(Tensor.of(1, -100));
        LossOptions options = LossOptions.sum().withIgnoredLabel(-100);
        for (double garbage : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            Tensor rows = Tensor.of(new double[][] {{0.4, 0.6}, {garbage, garbage}});
            for (UnaryOperator<Node> loss : List.<UnaryOperator<Node>>of(
                    z -> softmaxCrossEntropy(z, labels, options),
                    z -> softmaxCrossEntropy(z, labels, options.withZLoss(0.1)),
                    p -> crossEntropy(p, labels, options))) {
                UnaryOperator<Node> derivative = loss;
                for (int order = 1; order <= 3; order++) {
                    UnaryOperator<Node> before = derivative;
                    derivative = x -> grad(y -> sum(before.apply(y))).apply(x);
                    Tensor slopes = derivative.apply(constant(rows)).value();
                    assertTrue(Double.isFinite(slopes.get(0, 0)), slopes::toString);
                    assertIsZero(Layout.slice(slopes, 0, 1, 2));
                }
            }
        }
    }

    /** A masked class whose weight is 0, as behind a softmax: the composed nodes have the fused one's numbers. */
    @Test
    void aMaskedClassOfWeightZeroLeavesTheMixedDerivativeAlone() {
        LossOptions options = LossOptions.sum().withClassWeights(1, 1, 0);
        Tensor logits = Tensor.of(0, 1, Double.NEGATIVE_INFINITY);
        Tensor fused = mixed(logits, (z, t) -> softmaxCrossEntropy(z, t, options));
        Tensor composed = mixed(logits, (z, t) -> crossEntropy(softmax(z), t, options));
        assertEquals(fused.toString(), composed.toString());
        assertEquals("[-0.46211716  0.46211716  0.        ]", fused.toString());
    }

    private static Tensor mixed(Tensor logits, BinaryOperator<Node> loss) {
        Tape tape = new Tape();
        Node z = tape.leaf(logits);
        Node t = tape.leaf(Tensor.of(0.5, 0.5, 0));
        Node tBar = tape.recordBackward(loss.apply(z, t), List.of(t)).get(0);
        return tape.backward(sum(tBar), z).of(z);
    }

    /** PyTorch's gradient is NaN here. */
    @Test
    void keptTargetsOfWeightZeroHaveMeanNaNAndGradientZero() {
        Answer plain = answer(ROWS, Tensor.of(0, 0), LossOptions.mean().withClassWeights(0, 1, 1));
        assertIsNaN(plain.loss());
        assertIsZero(plain.gradient());
        Answer smoothed = answer(
                ROWS,
                Tensor.of(0, 0),
                LossOptions.mean().withClassWeights(0, 1, 1).withSmoothing(0.5));
        assertIsNaN(smoothed.loss());
        assertIsZero(smoothed.gradient());
    }

    @Test
    void noRowsHaveMeanNaNAndSumZero() {
        Tensor none = Tensor.zeros(Shape.of(0, 3));
        assertIsNaN(answer(none, none, LossOptions.mean()).loss());
        assertEquals(Tensor.scalar(0), answer(none, none, LossOptions.sum()).loss());
        assertIsNaN(answer(none, Tensor.zeros(Shape.of(0)), LossOptions.mean()).loss());
    }

    @Test
    void classWeightsWhoseSumIsNoDoubleGiveFiniteSumsWithoutSmoothing() {
        Answer answer = answer(
                Tensor.of(new double[][] {{1, 0}}),
                Tensor.of(0),
                LossOptions.sum().withClassWeights(1.5e308, 1.5e308));
        assertEquals(1.5e308 * Math.log1p(Math.exp(-1)), answer.loss().item(), 4 * Math.ulp(1e308));
        assertEquals(-1.5e308 / (1 + Math.E), answer.gradient().get(0, 0), 4 * Math.ulp(1e308));
    }

    /** PyTorch accepts negative weights. */
    @Test
    void aNegativeClassWeightIsRefused() {
        assertRefused(
                "class weights must be finite and not negative, was -0.5 for class 1",
                () -> LossOptions.mean().withClassWeights(1, -0.5));
    }

    @Test
    void oneClassCostsNothing() {
        Answer answer = answer(Tensor.of(new double[][] {{5}, {-7}}), Tensor.of(0, 0), LossOptions.none());
        assertEquals(Tensor.of(0, 0), answer.loss());
        assertIsZero(answer.gradient());
    }

    @Test
    void aTargetAtMinusInfinityCostsInfinityWithAFiniteGradient() {
        Answer answer = answer(Tensor.of(-INF, 0, 1), Tensor.scalar(0), LossOptions.mean());
        assertEquals(INF, answer.loss().item());
        assertIsFinite(answer.gradient());
    }

    @Test
    void anotherClassAtMinusInfinityCostsNothingWithoutSmoothing() {
        Answer masked = answer(Tensor.of(0, -INF, 1), Tensor.scalar(0), LossOptions.mean());
        assertEquals(
                answer(Tensor.of(0, 1), Tensor.scalar(0), LossOptions.mean()).loss(), masked.loss());
        assertIsFinite(masked.gradient());
    }

    @Test
    void anotherClassAtMinusInfinityCostsInfinityUnderSmoothingWithAFiniteGradient() {
        Answer answer = answer(
                Tensor.of(0, -INF, 1), Tensor.scalar(0), LossOptions.mean().withSmoothing(0.1));
        assertEquals(INF, answer.loss().item());
        assertIsFinite(answer.gradient());
    }

    /** PyTorch's loss is NaN here: 0 · −∞. */
    @Test
    void aTargetOfZeroAtMinusInfinityCostsNothing() {
        Answer answer = answer(Tensor.of(0, -INF, 0), Tensor.of(0.5, 0, 0.5), LossOptions.mean());
        assertEquals(Math.log(2), answer.loss().item(), Math.ulp(1));
        assertIsZero(answer.gradient());
    }

    @Test
    void aRowOfNothingButMinusInfinityOrWithPlusInfinityOrNaNIsNaN() {
        for (Tensor row : List.of(Tensor.of(-INF, -INF), Tensor.of(0, INF), Tensor.of(NAN, 0), Tensor.of(0, NAN))) {
            Answer answer = answer(row, Tensor.scalar(0), LossOptions.mean());
            assertIsNaN(answer.loss());
            assertTrue(Double.isNaN(answer.gradient().get(0)));
        }
    }

    /** PyTorch's gradient is NaN in the ignored row. */
    @Test
    void aNaNInAnIgnoredRowIsOfNoConsequence() {
        Tensor rows = Tensor.of(new double[][] {{1, 2}, {NAN, INF}});
        LossOptions options = LossOptions.mean().withIgnoredLabel(-1).withZLoss(0.5);
        Answer answer = answer(rows, Tensor.of(0, -1), options);
        Answer alone = answer(Tensor.of(new double[][] {{1, 2}}), Tensor.of(0), options);
        assertEquals(alone.loss(), answer.loss());
        assertEquals(Tensor.of(new double[][] {alone.gradient().toArray(), {0, 0}}), answer.gradient());
    }

    private static final LossOptions OVER_NOTHING =
            LossOptions.mean().withClassWeights(0, 1, 1).withSmoothing(0.5);

    /** Of probabilities some of which are 0, and of numbers that are none. */
    @Test
    void aMeanOverNothingHasGradientZeroOnTheComposedPath() {
        Node label = constant(Tensor.of(0));
        for (Tensor p : List.of(
                Tensor.of(new double[][] {{1, 0, 0}}),
                Tensor.of(new double[][] {{NAN, 0, 0}}),
                Tensor.of(new double[][] {{0, 0, 0}}))) {
            UnaryOperator<Node> loss = x -> crossEntropy(x, label, OVER_NOTHING);
            assertIsZero(grad(loss).at(p));
            assertIsZero(hessian(loss).at(p));
        }
        assertIsZero(grad((Node z) -> crossEntropy(softmax(z), label, OVER_NOTHING))
                .at(Tensor.of(new double[][] {{1000, 0, 0}})));
        assertIsZero(grad((Node z) -> negativeLogLikelihood(logSoftmax(z), label, OVER_NOTHING))
                .at(Tensor.of(new double[][] {{1000, 0, 0}})));
    }

    @Test
    void aMeanOverNothingHasAHessianOfZero() {
        Tensor noNumbers = Tensor.of(new double[][] {{0, -INF, NAN}});
        Node label = constant(Tensor.of(0));
        assertIsZero(hessian(z -> softmaxCrossEntropy(z, label, OVER_NOTHING)).at(noNumbers));
        Node ignored = constant(Tensor.of(-1));
        assertIsZero(
                hessian(z -> softmaxCrossEntropy(z, ignored, LossOptions.mean().withIgnoredLabel(-1)))
                        .at(noNumbers));
    }

    @Test
    void aNaNInAnIgnoredRowIsOfNoConsequenceToALossOfProbabilities() {
        Tensor p = Tensor.of(new double[][] {{0.5, 0.5}, {NAN, 0}});
        Node labels = constant(Tensor.of(0, -1));
        LossOptions options = LossOptions.mean().withIgnoredLabel(-1);
        assertEquals(
                Tensor.of(new double[][] {{-2, 0}, {0, 0}}),
                grad((Node x) -> crossEntropy(x, labels, options)).at(p));
        Tensor hessian = hessian(x -> crossEntropy(x, labels, options)).at(p);
        assertEquals(4, Reductions.sum(hessian).item());
        assertIsZero(Layout.slice(
                grad((Node x) -> negativeLogLikelihood(x, labels, options)).at(p), 0, 1, 2));
    }

    /** 0 · −∞ of the weight and the log-probability. */
    @Test
    void theGradientByTargetsOfAClassOfWeightZeroIsZeroEvenAtMinusInfinity() {
        Node z = constant(Tensor.of(0, -INF, 0));
        Tensor q = Tensor.of(0.5, 0, 0.5);
        for (LossOptions options : List.of(
                LossOptions.mean().withClassWeights(1, 0, 1),
                LossOptions.mean().withClassWeights(1, 0, 1).withSmoothing(0.5))) {
            double kept = 1 - options.smoothing();
            Tensor expected = Tensor.of(kept * Math.log(2), 0, kept * Math.log(2));
            assertIsClose(
                    expected,
                    grad((Node t) -> softmaxCrossEntropy(z, t, options)).at(q));
            assertIsClose(
                    expected,
                    grad((Node t) -> crossEntropy(softmax(z), t, options)).at(q));
            assertIsClose(
                    expected,
                    grad((Node t) -> negativeLogLikelihood(logSoftmax(z), t, options))
                            .at(q));
        }
        assertIsZero(
                grad((Node t) -> softmaxCrossEntropy(z, t, LossOptions.mean().withSmoothing(1)))
                        .at(q));
    }

    private static void assertIsClose(Tensor expected, Tensor actual) {
        for (int k = 0; k < expected.size(); k++) {
            assertEquals(expected.get(k), actual.get(k) + 0.0, 2 * Math.ulp(expected.get(k)));
        }
    }

    /** As of the perplexity, exp of a loss that is NaN. */
    @Test
    void aMeanOverNothingHasGradientZeroForAnyCotangent() {
        LossOptions options = LossOptions.mean().withClassWeights(0, 1, 1);
        Tape tape = new Tape();
        Node z = tape.leaf(ROWS);
        Node loss = softmaxCrossEntropy(z, constant(Tensor.of(0, 0)), options);
        assertIsNaN(loss.value());
        for (double lossBar : new double[] {1, -2, 0, INF, NAN}) {
            assertIsZero(tape.backward(loss, Tensor.scalar(lossBar), z).of(z));
        }
        assertIsZero(tape.backward(exp(loss), z).of(z));
    }
}
