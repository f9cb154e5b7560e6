package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;

/**
 * The negative log-likelihood of log-probabilities, to be had behind a log-softmax node.
 *
 * <pre>
 * primals    l, t       log-probabilities; targets of the same shape, or class indices without the axis
 * output     ℓ = −Σ t l along the axis, reduced over the rows
 * pullbacks  l̄ = −ℓ̄ t,  t̄ = −ℓ̄ l
 * </pre>
 *
 * <p>A target of 0 costs nothing, not even at l = −∞. Class indices stand for one-hot targets and have no gradient.
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param reduction what becomes of the losses of the rows
 */
public record NegativeLogLikelihood(int axis, Reduction reduction) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor logProbabilities, Tensor targets) {
        return reduced(logProbabilities, targets, axis, reduction);
    }

    static Tensor reduced(Tensor logProbabilities, Tensor targets, int axis, Reduction reduction) {
        Tensor weights = Targets.weights(targets, logProbabilities.shape(), axis);
        Tensor costs = Elementwise.zip(logProbabilities, weights, (l, t) -> t == 0 ? 0 : -t * l);
        return reduction.of(Reductions.sum(costs, false, axis));
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areWeights(primals[1].shape(), primals[0].shape());
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node logProbabilities, Node targets) {
        Node weights = Targets.weights(targets, logProbabilities.shape(), axis);
        return negate(multiply(reduction.pullback(lossBar, weights.shape(), axis), weights));
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node logProbabilities, Node targets) {
        return negate(multiply(reduction.pullback(lossBar, targets.shape(), axis), logProbabilities));
    }
}
