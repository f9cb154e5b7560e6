package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * The pullback of {@link Softmax} as one op: the product of its Jacobian diag(s) − s sᵀ, which is symmetric, with a vector.
 *
 * <pre>
 * primals    s, v       probabilities, and a vector for each row of them; of one shape
 * output     p = s ⊙ (v − Σ s ⊙ v)
 * pullbacks  s̄ = (p̄ − Σ s ⊙ p̄) ⊙ (v − Σ s ⊙ v),  v̄ = s ⊙ (p̄ − Σ s ⊙ p̄)
 * </pre>
 *
 * <p>That is for s that sum to 1, as a softmax does: of confident rows p is computed in a way that holds only then. And s̄ is
 * the cotangent but for a number common to a row, which the softmax in front takes out.
 *
 * @param axis the axis of the classes
 */
record SoftmaxJacobianProduct(int axis) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor s, Tensor v) {
        return SoftmaxKernels.jacobianProduct(s, v, axis);
    }

    @Override
    public Node pullbackToFirst(Node pBar, Node p, Node s, Node v) {
        LogSoftmaxJacobianProduct deviations = new LogSoftmaxJacobianProduct(axis, false);
        return multiply(deviations.apply(s, pBar), deviations.apply(s, v));
    }

    @Override
    public Node pullbackToSecond(Node pBar, Node p, Node s, Node v) {
        return apply(s, pBar);
    }
}
