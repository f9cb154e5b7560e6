package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sumKept;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The pullback of {@link CrossEntropy} to its probabilities as one op: with class indices it is one quotient a row.
 *
 * <pre>
 * primals    p, t, w    probabilities; targets of either kind; a factor a row, of extent 1 along the axis
 * output     g = −w a / p, 0 where a = 0 or w = 0
 * pullbacks  p̄ = −(ḡ ⊙ g) / p,  t̄ = −ḡ ⊙ w (∂a/∂t) / p,  w̄ = −Σ ḡ ⊙ a / p       with 1 for p where p = a = 0
 * </pre>
 *
 * @param axis the axis of the classes
 * @param options those of the loss
 */
record CrossEntropyGradient(int axis, LossOptions options) implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        Node targets = Node.constant(primals[1]);
        return new Targets(primals[0].shape(), targets, axis, options).rows().quotients(primals[2], primals[0]);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal != 1 || Targets.areDifferentiable(primals);
    }

    @Override
    public Node pullback(int primal, Node gBar, Node g, Node... primals) {
        Targets targets = new Targets(primals[0].shape(), primals[1], axis, options);
        Node p = withoutUnusedZeros(
                targets.inKeptRows(primals[0]), targets.coefficients().value());
        return switch (primal) {
            case 0 -> targets.inKeptRows(negate(divide(multiply(gBar, g), p)));
            case 1 -> negate(multiply(gBar, divide(multiply(primals[2], targets.slopes()), p)));
            default ->
                sumKept(
                        multiply(gBar, apply(primals[0], primals[1], Node.constant(Tensor.ones(primals[2].shape())))),
                        axis);
        };
    }

    /** The probabilities, with 1 for a 0 at a coefficient of 0: what makes 0 of 0/0, and leaves other derivatives alone. */
    private static Node withoutUnusedZeros(Node probabilities, Tensor coefficients) {
        Tensor unused = Elementwise.zip(probabilities.value(), coefficients, (p, a) -> p == 0 && a == 0 ? 1 : 0);
        return where(Node.constant(unused), Node.constant(1), probabilities);
    }
}
