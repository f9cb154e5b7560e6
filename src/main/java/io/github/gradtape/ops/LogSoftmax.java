package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.softmax;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * The logarithm of the softmax along an axis, finite where the softmax itself underflows.
 *
 * <pre>
 * primal    z          logits
 * output    l          lᵢ = zᵢ − log Σₖ exp(zₖ) along the axis
 * pullback  z̄ = l̄ − s Σ l̄,  s = softmax(z)
 * </pre>
 *
 * <p>A logit of −∞ gives −∞. A row with a NaN or +∞, or of nothing but −∞, is NaN.
 *
 * <p>Accuracy: every entry within 3.1 u of itself, for finite logits with a spread up to 690 and up to 10,000 classes, u = 2⁻⁵³;
 * docs/numerics.md has the proof.
 *
 * @param axis the axis of the classes, negative to count from the end
 */
public record LogSoftmax(int axis) implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor logits) {
        return SoftmaxKernels.logSoftmax(logits, axis);
    }

    @Override
    public Node pullback(Node lBar, Node l, Node logits) {
        return new LogSoftmaxJacobianProduct(axis, true).apply(softmax(logits, axis), lBar);
    }
}
