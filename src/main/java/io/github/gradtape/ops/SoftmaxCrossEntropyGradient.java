package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * The pullback of {@link SoftmaxCrossEntropy} to its logits as one op, so that A s − t is computed without cancellation.
 *
 * <pre>
 * primals    z, t, w    logits and targets of one shape; a factor a row, of extent 1 along the axis
 * output     g = w (A s − t) with A = Σ t, s = softmax(z)
 * pullbacks  z̄ = w A s ⊙ (ḡ − Σ s ⊙ ḡ),  t̄ = w (Σ s ⊙ ḡ − ḡ),  w̄ = Σ ḡ ⊙ (A s − t)
 * </pre>
 *
 * @param axis the axis of the classes, negative to count from the end
 */
record SoftmaxCrossEntropyGradient(int axis) implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        return SoftmaxKernels.crossEntropyGradient(primals[0], primals[1], primals[2], axis);
    }

    @Override
    public Node pullback(int primal, Node gBar, Node g, Node... primals) {
        Node logits = primals[0];
        Node targets = primals[1];
        Node factors = primals[2];
        Node s = softmax(logits, axis);
        return switch (primal) {
            case 0 -> multiply(multiply(factors, sumKept(targets, axis)), Softmax.jacobianProduct(s, gBar, axis));
            case 1 -> multiply(factors, subtract(sumKept(multiply(s, gBar), axis), gBar));
            default -> sumKept(multiply(gBar, apply(logits, targets, unitFactors(factors.shape()))), axis);
        };
    }

    private static Node unitFactors(Shape shape) {
        return Node.constant(Tensor.ones(shape));
    }
}
