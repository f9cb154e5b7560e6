package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.logSoftmax;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Evaluation;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * Softmax and cross-entropy in one node: finite and accurate where their composition under- or overflows.
 *
 * <pre>
 * primals    z, t       logits; targets of the same shape, or class indices without the axis
 * output     ℓ = −Σ a log s + λ lse² along the axis, s = softmax(z), lse = log Σ exp z, reduced over the rows;
 *                       the coefficients a are t under {@link LossOptions}
 * pullbacks  z̄ = ℓ̄ ((A + 2 λ lse) s − a) with A = Σ a,  t̄ = −ℓ̄ (∂a/∂t) log s
 * </pre>
 *
 * <p>The well-known s − t holds only for targets that sum to 1, without class weights; they need not, and A stays. Without a
 * z-loss the second derivative by the logits is ℓ̄ A (diag(s) − s sᵀ).
 *
 * <p>A coefficient of 0 costs nothing, not even at a logit of −∞; a positive one there costs ∞, with a finite gradient. A row
 * with a NaN or +∞, or of nothing but −∞, is NaN; an ignored row is exactly 0 in loss and gradient, whatever it holds. A mean
 * over nothing is NaN, with a gradient of 0. Class indices have no gradient.
 *
 * <p>Accuracy: with class indices or one-hot targets every row's loss and every entry of its gradient are within 3.1 u of
 * themselves; with soft targets entries are within 7.1 u of A s + a, under smoothing or class weights within 10.1 u. That is for
 * finite logits with a spread up to 690 and up to 10,000 classes, u = 2⁻⁵³; docs/numerics.md has the proof, and says
 * what a mean, a cotangent and a z-loss round besides.
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param options reduction, smoothing, class weights, ignored label, z-loss
 */
public record SoftmaxCrossEntropy(int axis, LossOptions options) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor logits, Tensor targets) {
        Targets shared = new Targets(logits.shape(), Node.constant(targets), axis, options);
        return shared.reduced(SoftmaxKernels.crossEntropy(logits, shared.rows(), options.zLoss()));
    }

    @Override
    public Evaluation evaluateWithResidual(Tensor logits, Tensor targets) {
        Targets shared = new Targets(logits.shape(), Node.constant(targets), axis, options);
        SoftmaxKernels.LossAndGradient both =
                SoftmaxKernels.crossEntropyAndGradient(logits, shared.rows(), options.zLoss(), shared.share());
        return new Evaluation(shared.reduced(both.losses()), gradient(), both.gradient());
    }

    private SoftmaxCrossEntropyGradient gradient() {
        return new SoftmaxCrossEntropyGradient(axis, options);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areDifferentiable(primals);
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node logits, Node targets) {
        Node gradient = loss.recall(gradient(), logits, targets);
        return isOne(lossBar)
                ? gradient
                : new Targets(logits.shape(), targets, axis, options).scaled(gradient, lossBar);
    }

    private static boolean isOne(Node x) {
        return x.isConstant() && x.shape().rank() == 0 && x.value().item() == 1;
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node logits, Node targets) {
        Node logProbabilities = logSoftmax(logits, axis);
        return new NegativeLogLikelihood(axis, options.withZLoss(0))
                .pullbackToSecond(lossBar, loss, logProbabilities, targets);
    }
}
