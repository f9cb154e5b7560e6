package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.logSoftmax;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.negativeLogLikelihood;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.sigmoid;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.Rewrite;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FuseSoftmaxCrossEntropyTest {

    private static final double U = 0x1p-53;

    private static final LossOptions OPTIONS =
            LossOptions.sum().withSmoothing(0.1).withClassWeights(1, 2, 3).withIgnoredLabel(-100);

    private static final Op FUSED = new SoftmaxCrossEntropy(1, OPTIONS);

    private final Tape tape = new Tape(new FuseSoftmaxCrossEntropy());
    private final Node z = tape.leaf(Tensor.of(new double[][] {{1, -1, 0.5}, {2, 0, -3}}));
    private final Node labels = constant(Tensor.of(2, -100));

    private void assertReported(String... reports) {
        assertEquals(
                List.of(reports),
                tape.rewrites().stream().map(Rewrite.Attempt::toString).toList());
    }

    private void assertFused(Node loss, Node logits) {
        assertEquals(Optional.of(FUSED), loss.op());
        assertEquals(List.of(logits, labels), loss.primals());
    }

    @Nested
    class Fuses {

        @Test
        void theCrossEntropyOfASoftmax() {
            assertFused(crossEntropy(softmax(z), labels, OPTIONS), z);
            assertReported("FuseSoftmaxCrossEntropy[]: CrossEntropy[axis=1, options=" + OPTIONS
                    + "] became SoftmaxCrossEntropy[axis=1, options=" + OPTIONS + "]");
        }

        @Test
        void theLikelihoodOfTheLogOfASoftmax() {
            assertFused(negativeLogLikelihood(log(softmax(z)), labels, OPTIONS), z);
        }

        @Test
        void theLikelihoodOfALogSoftmax() {
            assertFused(negativeLogLikelihood(logSoftmax(z), labels, OPTIONS), z);
        }

        @Test
        void throughReshapes() {
            Node s = softmax(z, -1);
            Node flat = reshape(s, Shape.of(6));
            Node scores = reshape(log(reshape(flat, Shape.of(2, 3, 1))), Shape.of(1, 2, 3));
            Node indices = constant(Tensor.of(new double[][] {{2, 0}}));
            Node loss = new NegativeLogLikelihood(2, LossOptions.mean()).apply(scores, indices);
            assertEquals(Optional.of(new SoftmaxCrossEntropy(2, LossOptions.mean())), loss.op());
            Node logits = loss.primals().get(0);
            assertEquals(Optional.of(new Reshape(Shape.of(1, 2, 3))), logits.op());
            assertSame(z, logits.primals().get(0));
        }

        @Test
        void everyLossOfOneSoftmax() {
            Node s = softmax(z);
            assertFused(crossEntropy(s, labels, OPTIONS), z);
            assertFused(crossEntropy(s, labels, OPTIONS), z);
            assertEquals(2, tape.rewrites().size());
        }

        @Test
        void insideADerivativeAtANodeOfTheTape() {
            Node x = tape.leaf(Tensor.of(-1, -1, 1));
            double[] s = softmax(constant(x.value())).value().toArray();
            Tensor second = hessian(logits -> crossEntropy(softmax(logits), constant(Tensor.of(0, 1, 0))))
                    .apply(x)
                    .value();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertEquals(i == j ? s[i] * (1 - s[i]) : -s[i] * s[j], second.get(i, j), 8 * U);
                }
            }
            assertReported("FuseSoftmaxCrossEntropy[]: CrossEntropy[axis=0, options=mean] "
                    + "became SoftmaxCrossEntropy[axis=0, options=mean]");
        }
    }

    @Nested
    class Leaves {

        private void assertLeft(String reason, Node loss) {
            Op written = loss.op().orElseThrow();
            assertFalse(written instanceof SoftmaxCrossEntropy);
            assertReported("FuseSoftmaxCrossEntropy[]: " + written + " stayed because " + reason);
        }

        @Test
        void aSoftmaxAlongAnotherAxis() {
            assertLeft(
                    "the softmax along axis 0 of shape [2, 3] has other rows than the loss along axis 1 of shape [2, 3]",
                    crossEntropy(softmax(z, -2), labels, OPTIONS));
        }

        @Test
        void aReshapeThatMixesRows() {
            Node scores = reshape(softmax(z, 0), Shape.of(3, 2));
            assertLeft(
                    "the softmax along axis 0 of shape [2, 3] has other rows than the loss along axis 1 of shape [3, 2]",
                    crossEntropy(scores, constant(Tensor.of(0, 1, 0))));
        }

        @Test
        void aReshapeThatCutsRows() {
            Node scores = reshape(softmax(reshape(z, Shape.of(6))), Shape.of(2, 3));
            assertLeft(
                    "the softmax along axis 0 of shape [6] has other rows than the loss along axis 1 of shape [2, 3]",
                    crossEntropy(scores, labels, OPTIONS));
        }

        @Test
        void probabilitiesOfAnotherOrigin() {
            assertLeft(
                    "its probabilities come from Sigmoid[], not from a softmax",
                    crossEntropy(sigmoid(z), labels, OPTIONS));
        }

        @Test
        void probabilitiesThatAreALeaf() {
            assertLeft(
                    "its probabilities come from a leaf, not from a softmax",
                    crossEntropy(tape.leaf(Tensor.of(0.5, 0.5)), constant(Tensor.of(0, 1))));
        }

        @Test
        void probabilitiesThatAreAConstant() {
            assertLeft(
                    "its probabilities come from a constant, not from a softmax",
                    crossEntropy(softmax(constant(Tensor.of(1, 2))), tape.leaf(Tensor.of(0, 1))));
        }

        @Test
        void theLogOfAnotherOrigin() {
            assertLeft(
                    "its probabilities come from Sigmoid[], not from a softmax",
                    negativeLogLikelihood(log(sigmoid(z)), labels, OPTIONS));
        }

        @Test
        void theLikelihoodOfWhatIsNoLogarithm() {
            assertLeft(
                    "its log-probabilities come from Softmax[axis=1], not from a log or log-softmax",
                    negativeLogLikelihood(softmax(z), labels, OPTIONS));
        }

        @Test
        void theCrossEntropyOfLogProbabilities() {
            assertLeft(
                    "its probabilities come from LogSoftmax[axis=1], not from a softmax",
                    crossEntropy(logSoftmax(z), labels, OPTIONS));
        }

        @Test
        void aDerivativeByTheProbabilitiesThemselves() {
            Node s = softmax(tape.leaf(Tensor.of(1, 2)));
            Node slope = grad(p -> crossEntropy(p, constant(Tensor.of(0, 1)))).apply(s);
            assertEquals(-1 / s.value().get(1), slope.value().get(1));
            assertReported("FuseSoftmaxCrossEntropy[]: CrossEntropy[axis=0, options=mean] stayed because "
                    + "its probabilities come from Alias[], not from a softmax");
        }

        @Test
        void whatIsFusedAlready() {
            softmaxCrossEntropy(z, labels, OPTIONS);
            assertReported();
        }
    }

    @Nested
    class OtherUsers {

        private static Node entropy(Node p) {
            return negate(sum(multiply(p, log(p))));
        }

        @Test
        void keepTheSoftmaxAndTheirShareOfTheGradient() {
            Node s = softmax(z);
            Node loss = crossEntropy(s, labels, OPTIONS);
            Node objective = add(loss, entropy(s));
            assertFused(loss, z);
            assertEquals(Optional.of(new Softmax(1)), s.op());
            Tensor ofLoss = grad(x -> softmaxCrossEntropy(x, labels, OPTIONS)).at(z.value());
            Tensor ofEntropy = grad(x -> entropy(softmax(x))).at(z.value());
            assertArrayEquals(
                    Elementwise.add(ofLoss, ofEntropy).toArray(),
                    tape.backward(objective).of(z).toArray(),
                    16 * U);
        }

        @Test
        void areAllThatTheGradientBySoftmaxIsOf() {
            Node s = softmax(z);
            Node loss = crossEntropy(s, labels, OPTIONS);
            assertFalse(tape.backward(loss, s).reached(s));
            Node others = entropy(s);
            assertEquals(
                    tape.backward(others, s).of(s),
                    tape.backward(add(loss, others), s).of(s));
        }
    }

    @Nested
    class BeyondTheDomainOfTheComposedPath {

        private final Tensor logits = Tensor.of(0, 1000);
        private final Node target = constant(Tensor.of(1, 0));

        @Test
        void theLossIsInfiniteByDefault() {
            Node x = new Tape().leaf(logits);
            assertEquals(
                    Double.POSITIVE_INFINITY,
                    crossEntropy(softmax(x), target).value().item());
        }

        @Test
        void theLossAndItsGradientAreRightWithTheRule() {
            Node x = tape.leaf(logits);
            Node loss = crossEntropy(softmax(x), target);
            assertEquals(1000, loss.value().item());
            Gradients gradients = tape.backward(loss, x);
            assertEquals(Tensor.of(-1, 1), gradients.of(x));
        }
    }

    @Test
    void aWrongLossIsRefusedByTheNameItWasWrittenUnder() {
        assertRefused(
                "CrossEntropy[axis=1, options=mean] of [[2, 3], [3]]: targets of shape [3] fit neither as "
                        + "probabilities, of shape [2, 3], nor as class indices, of shape [2]",
                () -> crossEntropy(softmax(z), constant(Tensor.of(0, 1, 2))));
    }
}
