package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.logSumExp;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * The pullback of {@link SoftmaxCrossEntropy} to its logits as one op, so that A s − a is computed without cancellation.
 *
 * <pre>
 * primals    z, t, w    logits; targets of either kind; a factor a row, of extent 1 along the axis
 * output     g = w (P s − a) with P = A + 2 λ lse, A = Σ a, s = softmax(z)
 * pullbacks  z̄ = w (P s ⊙ (ḡ − Σ s ⊙ ḡ) + 2 λ s Σ s ⊙ ḡ),  t̄ = w (∂a/∂t) (Σ s ⊙ ḡ − ḡ),  w̄ = Σ ḡ ⊙ (P s − a)
 * </pre>
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param options those of the loss
 */
record SoftmaxCrossEntropyGradient(int axis, LossOptions options) implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        Targets shared = new Targets(primals[0].shape(), axis, options);
        return SoftmaxKernels.crossEntropyGradient(
                primals[0], shared.rows(primals[1]), primals[2], axis, options.zLoss());
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal != 1 || Targets.areDifferentiable(primals);
    }

    @Override
    public Node pullback(int primal, Node gBar, Node g, Node... primals) {
        Node logits = primals[0];
        Node targets = primals[1];
        Node factors = primals[2];
        Node s = softmax(logits, axis);
        Node projection = sumKept(multiply(s, gBar), axis);
        Targets shared = new Targets(logits.shape(), axis, options);
        return switch (primal) {
            case 0 ->
                shared.inCountingRows(
                        multiply(factors, logitsPullback(shared, logits, targets, s, gBar, projection)), targets);
            case 1 -> multiply(factors, multiply(shared.slopes(), subtract(projection, gBar)));
            default ->
                sumKept(multiply(gBar, apply(logits, targets, Node.constant(Tensor.ones(factors.shape())))), axis);
        };
    }

    private Node logitsPullback(Targets shared, Node logits, Node targets, Node s, Node gBar, Node projection) {
        Node pull = sumKept(shared.coefficients(targets), axis);
        Node product = Softmax.jacobianProduct(s, gBar, axis);
        if (options.zLoss() == 0) {
            return multiply(pull, product);
        }
        Node twice = Node.constant(2 * options.zLoss());
        Node lse = reshape(logSumExp(logits, axis), pull.shape());
        return add(multiply(add(pull, multiply(twice, lse)), product), multiply(twice, multiply(s, projection)));
    }
}
