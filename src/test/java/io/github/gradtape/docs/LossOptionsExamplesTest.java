package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static io.github.gradtape.tape.Derivatives.*;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.ops.*;
import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The code of docs/math/cross-entropy.md about options and about losses of one's own. */
class LossOptionsExamplesTest extends Examples {

    private static final double U = 0x1p-53;

    private final Node logits = constant(Tensor.of(new double[][] {{2, 0, 1}, {0, 3, 0}, {1, 1, 1}}));

    @Test
    void options() {
        Node logits = constant(Tensor.of(new double[][] {{2, 0, 1}, {0, 3, 0}, {1, 1, 1}}));
        Node labels = constant(Tensor.of(0, 1, -100));
        LossOptions options =
                LossOptions.mean().withSmoothing(0.1).withClassWeights(1, 2, 2).withIgnoredLabel(-100);
        Node loss = softmaxCrossEntropy(logits, labels, options); // constant = 0.37382050323396515
        Node composed = crossEntropy(softmax(logits), labels, options); // constant = 0.37382050323396515
        assertPrints("constant = 0.37382050323396515", loss);
        assertPrints("constant = 0.37382050323396515", composed);
    }

    @Test
    void fromPyTorch() {
        Node labels = constant(Tensor.of(0, 1, 2));
        double plain = softmaxCrossEntropy(logits, labels).value().item();
        double withZLoss = softmaxCrossEntropy(
                        logits, labels, LossOptions.mean().withZLoss(1e-3))
                .value()
                .item();
        Node lse = logSumExp(logits, 1);
        Assertions.assertEquals(plain + 1e-3 * mean(square(lse)).value().item(), withZLoss, 8 * U * withZLoss);
    }

    @Test
    void aWrongCombinationIsRefused() {
        assertRefused(
                """
                a z-loss, 0.001, needs logits: use SoftmaxCrossEntropy
                """,
                () -> crossEntropy(softmax(logits), logits, LossOptions.mean().withZLoss(1e-3)));
    }

    @Test
    void binary() {
        Node z = constant(Tensor.of(50, -2, 0.5));
        Node t = constant(Tensor.of(1, 0, 0.25));
        Node loss = binaryCrossEntropy(z, t);
        Tensor zBar = grad(x -> binaryCrossEntropy(x, t)).at(z.value());
        double[] byHand = {
            0, Math.log1p(Math.exp(-2)), 0.25 * Math.log1p(Math.exp(-0.5)) + 0.75 * Math.log1p(Math.exp(0.5))
        };
        Assertions.assertEquals(Arrays.stream(byHand).sum() / 3, loss.value().item(), 8 * U);
        Assertions.assertEquals(-Math.exp(-50) / 3, zBar.get(0), 8 * U * Math.exp(-50));
    }

    static Node focal(Node logits, Node targets, double gamma) {
        Node logProbabilities = logSoftmax(logits);
        Node complements = negate(expm1(logProbabilities));
        Node costs = multiply(targets, multiply(power(complements, constant(gamma)), logProbabilities));
        return negate(mean(sum(costs, 1)));
    }

    @Test
    void focalLoss() {
        Node targets = constant(Indexing.oneHot(Tensor.of(0, 1, 2), 1, 3));
        Node crossEntropy = focal(logits, targets, 0);
        Node focal = focal(logits, targets, 2);
        double[] p = new double[3];
        Arrays.setAll(p, n -> softmax(logits).value().get(n, n));
        double byHand =
                Arrays.stream(p).map(q -> -(1 - q) * (1 - q) * Math.log(q)).sum() / 3;
        Assertions.assertEquals(
                softmaxCrossEntropy(logits, targets).value().item(),
                crossEntropy.value().item(),
                8 * U);
        Assertions.assertEquals(byHand, focal.value().item(), 8 * U);
        Tensor zBar = grad(z -> focal(z, targets, 2)).at(logits.value());
        // every row's gradient sums to 0, as the loss does not change when a row is shifted
        Assertions.assertEquals(0, Reductions.sum(zBar).item(), 16 * U);
    }
}
