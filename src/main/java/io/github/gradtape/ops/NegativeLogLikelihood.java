package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The negative log-likelihood of log-probabilities, to be had behind a log-softmax node.
 *
 * <pre>
 * primals    l, t       log-probabilities; targets of the same shape, or class indices without the axis
 * output     ℓ = −Σ a l along the axis, reduced over the rows; the coefficients a are t under {@link LossOptions}
 * pullbacks  l̄ = −ℓ̄ a,  t̄ = −ℓ̄ (∂a/∂t) l
 * </pre>
 *
 * <p>A coefficient of 0 costs nothing, not even at l = −∞, where a target of a class of weight 0 has no gradient either. Class
 * indices have no gradient. A z-loss needs logits and is refused.
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param options reduction, smoothing, class weights, ignored label
 */
public record NegativeLogLikelihood(int axis, LossOptions options) implements BinaryOp {

    /**
     * The loss.
     *
     * @param axis the axis of the classes
     * @param options reduction, smoothing, class weights, ignored label
     * @throws IllegalArgumentException if the options have a z-loss
     */
    public NegativeLogLikelihood {
        requireNoZLoss(options);
    }

    static void requireNoZLoss(LossOptions options) {
        if (options.zLoss() != 0) {
            throw new IllegalArgumentException(
                    "a z-loss, " + options.zLoss() + ", needs logits: use SoftmaxCrossEntropy");
        }
    }

    @Override
    public Tensor evaluate(Tensor logProbabilities, Tensor targets) {
        return evaluate(logProbabilities, l -> l, targets);
    }

    /** The loss of f(x) for log-probabilities. */
    Tensor evaluate(Tensor x, DoubleUnaryOperator f, Tensor targets) {
        Targets shared = new Targets(x.shape(), Node.constant(targets), axis, options);
        return shared.reduced(shared.rows().costs(x, f));
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areDifferentiable(primals);
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node logProbabilities, Node targets) {
        Targets shared = new Targets(logProbabilities.shape(), targets, axis, options);
        Node rowBar = shared.rowCotangents(lossBar);
        return shared.inKeptRows(multiply(negate(rowBar), shared.coefficients()));
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node logProbabilities, Node targets) {
        return pullbackToTargets(lossBar, logProbabilities, UnaryOperator.identity(), 0, targets);
    }

    /** That of the loss of f(x); what takes no part is put where f is 0, so that no derivative of f is met there. */
    Node pullbackToTargets(Node lossBar, Node x, UnaryOperator<Node> f, double root, Node targets) {
        Targets shared = new Targets(x.shape(), targets, axis, options);
        Node rowBar = shared.rowCotangents(lossBar);
        Node slopes = shared.slopes();
        Node costs = multiply(slopes, f.apply(where(slopes, x, Node.constant(root))));
        return negate(multiply(rowBar, costs));
    }
}
