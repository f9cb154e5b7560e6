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
 * output     ℓ = −Σ a log p along the axis, reduced over the rows; the coefficients a are t under {@link LossOptions}
 * pullbacks  p̄ = −ℓ̄ a / p,  t̄ = −ℓ̄ (∂a/∂t) log p
 * </pre>
 *
 * <p>A coefficient of 0 costs nothing and pulls nothing back to its probability, not even at p = 0. A positive one at p = 0 costs
 * ∞: from logits that happens by underflow, and the fused node does not have it. Class indices have no gradient. A z-loss needs
 * logits and is refused.
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
        return new NegativeLogLikelihood(axis, options).evaluate(Elementwise.map(probabilities, Math::log), targets);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areDifferentiable(primals);
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node probabilities, Node targets) {
        Targets shared = new Targets(probabilities.shape(), axis, options);
        Node coefficients = shared.coefficients(targets);
        Node rowBar = shared.rowCotangents(lossBar, targets.value());
        return negate(multiply(rowBar, divide(coefficients, withoutUnusedZeros(probabilities, coefficients))));
    }

    /** The probabilities, with 1 for a 0 at a coefficient of 0: what makes 0 of 0/0, and leaves other derivatives alone. */
    private static Node withoutUnusedZeros(Node probabilities, Node coefficients) {
        Tensor unused =
                Elementwise.zip(probabilities.value(), coefficients.value(), (p, a) -> p == 0 && a == 0 ? 1 : 0);
        return where(Node.constant(unused), Node.constant(1), probabilities);
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node probabilities, Node targets) {
        return new NegativeLogLikelihood(axis, options).pullbackToSecond(lossBar, loss, log(probabilities), targets);
    }
}
