package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sumKept;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * The product of the Jacobian of {@link LogSoftmax}, I − 1 sᵀ, with a vector, or that of its transpose, the pullback, as one op.
 *
 * <pre>
 * primals    s, v       probabilities, and a vector for each row of them; of one shape
 *                       Jacobian            transposed
 * output     p =        v − Σ s ⊙ v         v − s Σ v
 * pullbacks  s̄ =        −v Σ p̄              −p̄ Σ v
 *            v̄ =        p̄ − s Σ p̄           p̄ − Σ s ⊙ p̄
 * </pre>
 *
 * <p>That is for s that sum to 1, as a softmax does: of confident rows p is computed in a way that holds only then.
 *
 * @param axis the axis of the classes
 * @param transposed whether the Jacobian is transposed
 */
record LogSoftmaxJacobianProduct(int axis, boolean transposed) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor s, Tensor v) {
        return transposed
                ? SoftmaxKernels.transposedLogJacobianProduct(s, v, axis)
                : SoftmaxKernels.logJacobianProduct(s, v, axis);
    }

    @Override
    public Node pullbackToFirst(Node pBar, Node p, Node s, Node v) {
        return transposed ? multiply(pBar, negate(sumKept(v, axis))) : multiply(v, negate(sumKept(pBar, axis)));
    }

    @Override
    public Node pullbackToSecond(Node pBar, Node p, Node s, Node v) {
        return new LogSoftmaxJacobianProduct(axis, !transposed).apply(s, pBar);
    }
}
