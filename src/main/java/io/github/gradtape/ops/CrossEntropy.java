package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The cross-entropy of probabilities, to be had behind a softmax node; {@link SoftmaxCrossEntropy} is both in one.
 *
 * <pre>
 * primals    p, t       probabilities; targets of the same shape, or class indices without the axis
 * output     ℓ = −Σ t log p along the axis, reduced over the rows
 * pullbacks  p̄ = −ℓ̄ t / p,  t̄ = −ℓ̄ log p
 * </pre>
 *
 * <p>A target of 0 costs nothing and pulls nothing back to its probability, not even at p = 0. A positive target at p = 0 costs
 * ∞: from logits that happens by underflow, and the fused node does not have it. Class indices stand for one-hot targets and
 * have no gradient.
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param reduction what becomes of the losses of the rows
 */
public record CrossEntropy(int axis, Reduction reduction) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor probabilities, Tensor targets) {
        return NegativeLogLikelihood.reduced(Elementwise.map(probabilities, Math::log), targets, axis, reduction);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areWeights(primals[1].shape(), primals[0].shape());
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node probabilities, Node targets) {
        Node rowBar = reduction.pullback(lossBar, probabilities.shape(), axis);
        Node weights = Targets.weights(targets, probabilities.shape(), axis);
        return negate(multiply(rowBar, divide(weights, withoutUnusedZeros(probabilities, weights))));
    }

    /** The probabilities, with 1 for a 0 at a target of 0: what makes 0 of 0/0, and leaves derivatives by the targets alone. */
    private static Node withoutUnusedZeros(Node probabilities, Node weights) {
        Tensor unused = Elementwise.zip(probabilities.value(), weights.value(), (p, t) -> p == 0 && t == 0 ? 1 : 0);
        return where(Node.constant(unused), Node.constant(1), probabilities);
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node probabilities, Node targets) {
        return negate(multiply(reduction.pullback(lossBar, probabilities.shape(), axis), log(probabilities)));
    }
}
