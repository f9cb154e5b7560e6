package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.logSumExp;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.sumKept;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/**
 * The gradient of {@link SoftmaxCrossEntropy} by its logits as one op, so that A s − a is computed without cancellation, and so
 * that the loss can leave it as a residual: the exponentials of the loss are those of its gradient.
 *
 * <pre>
 * primals    z, t       logits; targets of either kind
 * output     g = w (P s − a) with P = A + 2 λ lse, A = Σ a, s = softmax(z), and w the share of a row in the reduced loss
 * pullbacks  z̄ = w (P s ⊙ (ḡ − Σ s ⊙ ḡ) + 2 λ s Σ s ⊙ ḡ),  t̄ = w (∂a/∂t) (Σ s ⊙ ḡ − ḡ)
 * </pre>
 *
 * @param axis the axis of the classes, negative to count from the end
 * @param options those of the loss
 */
record SoftmaxCrossEntropyGradient(int axis, LossOptions options) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor logits, Tensor targets) {
        Targets shared = new Targets(logits.shape(), Node.constant(targets), axis, options);
        return SoftmaxKernels.crossEntropyGradient(logits, shared.rows(), options.zLoss(), shared.share());
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal == 0 || Targets.areDifferentiable(primals);
    }

    @Override
    public Node pullbackToFirst(Node gBar, Node g, Node logits, Node targets) {
        Targets shared = new Targets(logits.shape(), targets, axis, options);
        Node kept = shared.inKeptRows(logits);
        Node s = softmax(kept, axis);
        Node pull = sumKept(shared.coefficients(), axis);
        Node product = new SoftmaxJacobianProduct(axis).apply(s, gBar);
        Node zBar = options.zLoss() == 0 ? multiply(pull, product) : withZLoss(pull, product, s, gBar, kept);
        return shared.inKeptRows(multiply(Node.constant(shared.share()), zBar));
    }

    private Node withZLoss(Node pull, Node product, Node s, Node gBar, Node logits) {
        Node twice = Node.constant(2 * options.zLoss());
        Node lse = reshape(logSumExp(logits, axis), pull.shape());
        Node projection = sumKept(multiply(s, gBar), axis);
        return add(multiply(add(pull, multiply(twice, lse)), product), multiply(twice, multiply(s, projection)));
    }

    @Override
    public Node pullbackToSecond(Node gBar, Node g, Node logits, Node targets) {
        Targets shared = new Targets(logits.shape(), targets, axis, options);
        Node product = new LogSoftmaxJacobianProduct(axis, false).apply(softmax(logits, axis), gBar);
        return multiply(Node.constant(-shared.share()), multiply(shared.slopes(), product));
    }
}
