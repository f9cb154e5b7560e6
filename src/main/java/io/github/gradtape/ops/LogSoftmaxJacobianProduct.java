package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * The pullback of {@link LogSoftmax} as one op: the product of its transposed Jacobian I − s 1ᵀ with a vector.
 *
 * <pre>
 * primals    s, v       probabilities, and a vector for each row of them; of one shape
 * output     p = v − s Σ v
 * pullbacks  s̄ = −p̄ Σ v,  v̄ = p̄ − Σ s ⊙ p̄
 * </pre>
 *
 * <p>That is for s that sum to 1, as a softmax does: of confident rows p is computed in a way that holds only then.
 *
 * @param axis the axis of the classes
 */
record LogSoftmaxJacobianProduct(int axis) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor s, Tensor v) {
        return SoftmaxKernels.logJacobianProduct(s, v, axis);
    }

    @Override
    public Node pullbackToFirst(Node pBar, Node p, Node s, Node v) {
        return multiply(pBar, negate(sumKept(v, axis)));
    }

    @Override
    public Node pullbackToSecond(Node pBar, Node p, Node s, Node v) {
        return subtract(pBar, sumKept(multiply(s, pBar), axis));
    }
}
