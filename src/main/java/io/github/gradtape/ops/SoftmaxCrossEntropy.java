package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.logSoftmax;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * Softmax and cross-entropy in one node: finite and accurate where their composition under- or overflows.
 *
 * <pre>
 * primals    z, t       logits; targets of the same shape, or class indices without the axis
 * output     ℓ = −Σ t log s along the axis, s = softmax(z), reduced over the rows
 * pullbacks  z̄ = ℓ̄ (A s − t) with A = Σ t,  t̄ = −ℓ̄ log s
 * </pre>
 *
 * <p>The well-known s − t holds only for targets that sum to 1; they need not, and A stays. The second derivative by the logits
 * is ℓ̄ A (diag(s) − s sᵀ).
 *
 * <p>A target of 0 costs nothing, not even at a logit of −∞; a positive one there costs ∞, with a finite gradient. A row with a
 * NaN or +∞, or of nothing but −∞, is NaN. Class indices stand for one-hot targets and have no gradient.
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param reduction what becomes of the losses of the rows
 */
public record SoftmaxCrossEntropy(int axis, Reduction reduction) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor logits, Tensor targets) {
        Tensor weights = Targets.weights(targets, logits.shape(), axis);
        return reduction.of(SoftmaxKernels.crossEntropy(logits, weights, axis));
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areWeights(primals[1].shape(), primals[0].shape());
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node logits, Node targets) {
        Node rowBar = reduction.pullback(lossBar, logits.shape(), axis);
        Node weights = Targets.weights(targets, logits.shape(), axis);
        return new SoftmaxCrossEntropyGradient(axis).apply(logits, weights, rowBar);
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node logits, Node targets) {
        return negate(multiply(reduction.pullback(lossBar, logits.shape(), axis), logSoftmax(logits, axis)));
    }
}
