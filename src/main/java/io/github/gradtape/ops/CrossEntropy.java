package io.github.gradtape.ops;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;

/**
 * The cross-entropy of probabilities, to be had behind a softmax node; {@link SoftmaxCrossEntropy} is both in one.
 *
 * <pre>
 * primals    p, t       probabilities; targets of the same shape, or class indices without the axis
 * output     ℓ = −Σ a log p along the axis, reduced over the rows; the coefficients a are t under {@link LossOptions}
 * pullbacks  p̄ = −ℓ̄ a / p,  t̄ = −ℓ̄ (∂a/∂t) log p
 * </pre>
 *
 * <p>A coefficient of 0 costs nothing and pulls nothing back to its probability, not even at p = 0. A positive one at p = 0 costs
 * ∞, with a gradient of −∞ unless ℓ̄ = 0: from logits that happens by underflow, and the fused node does not have it. Class indices
 * have no gradient. A z-loss needs logits and is refused.
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param options reduction, smoothing, class weights, ignored label
 */
public record CrossEntropy(int axis, LossOptions options) implements BinaryOp {

    /**
     * The loss.
     *
     * @param axis the axis of the classes
     * @param options reduction, smoothing, class weights, ignored label
     * @throws IllegalArgumentException if the options have a z-loss
     */
    public CrossEntropy {
        NegativeLogLikelihood.requireNoZLoss(options);
    }

    @Override
    public Tensor evaluate(Tensor probabilities, Tensor targets) {
        return new NegativeLogLikelihood(axis, options).evaluate(probabilities, Math::log, targets);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areDifferentiable(primals);
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node probabilities, Node targets) {
        Node rowBar = new Targets(probabilities.shape(), targets, axis, options).rowCotangents(lossBar);
        return new CrossEntropyGradient(axis, options).apply(probabilities, targets, rowBar);
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node probabilities, Node targets) {
        return new NegativeLogLikelihood(axis, options).pullbackToTargets(lossBar, probabilities, Ops::log, 1, targets);
    }
}
