package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * Logits scaled by an inverse temperature, for any op of the softmax family (Guo et al. 2017, "On calibration of modern neural
 * networks").
 *
 * <pre>
 * primals    z, β       logits; a scalar, positive and finite
 * output     y = β z
 * pullbacks  z̄ = β ȳ,  β̄ = Σ z ⊙ ȳ
 * </pre>
 *
 * <p>Together with softmax: ∂sⱼ/∂zᵢ = β sᵢ (δᵢⱼ − sⱼ). A logit of −∞ is a mask, which has no temperature: it stays −∞ and adds
 * nothing to β̄.
 */
public record Temper() implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor logits, Tensor beta) {
        if (!beta.shape().equals(Shape.SCALAR) || !(beta.item() > 0 && beta.item() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the inverse temperature must be a scalar, positive and finite, was "
                    + (beta.rank() == 0 ? beta : "of shape " + beta.shape()));
        }
        return Elementwise.multiply(logits, beta);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node logits, Node beta) {
        return multiply(yBar, beta);
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node logits, Node beta) {
        return sum(multiply(yBar, withoutMasks(logits)));
    }

    private static Node withoutMasks(Node logits) {
        Tensor masks = Elementwise.map(logits.value(), z -> z == Double.NEGATIVE_INFINITY ? 1 : 0);
        return where(Node.constant(masks), Node.constant(0), logits);
    }
}
