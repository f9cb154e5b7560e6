package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.maximum;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;
import static io.github.gradtape.ops.Ops.where;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.ops.LossOptions;
import io.github.gradtape.ops.Reduction;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.ops.SoftmaxCrossEntropy;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.List;

/**
 * The faults that softmax and its losses are known for, most of them seen in the wild, beyond those that any op can be given: a
 * sign, a bias, a cotangent ignored.
 */
final class SoftmaxMutants {

    /** Of s = softmax(z), whose pullback is z̄ = s ⊙ (s̄ − Σ s ⊙ s̄). */
    static final List<Mutant> OF_SOFTMAX = List.of(
            ofSoftmax(
                    "s(1 − s), the diagonal alone",
                    (sBar, s, axis) -> multiply(sBar, multiply(s, subtract(constant(1), s)))),
            ofSoftmax("the identity", (sBar, s, axis) -> sBar),
            ofSoftmax("without the outer s", (sBar, s, axis) -> subtract(sBar, sumKept(multiply(s, sBar), axis))),
            ofSoftmax("sums over another axis", (sBar, s, axis) -> {
                int another = (axis + s.shape().rank() - 1) % s.shape().rank();
                return multiply(s, subtract(sBar, sumKept(multiply(s, sBar), another)));
            }),
            ofSoftmax("inner sum unweighted", (sBar, s, axis) -> multiply(s, subtract(sBar, sumKept(sBar, axis)))));

    /** Of y = log x, whose pullback is x̄ = ȳ / x. */
    static final List<Mutant> OF_LOG = List.of(
            Mutant.ofPullback("ȳ/(x + 10⁻⁷)", (op, primal, yBar, y, x) -> divide(yBar, add(x[0], constant(1e-7)))),
            Mutant.ofPullback(
                    "ȳ/max(x, 10⁻¹²)", (op, primal, yBar, y, x) -> divide(yBar, maximum(x[0], constant(1e-12)))),
            Mutant.ofPullback("ȳ·x", (op, primal, yBar, y, x) -> multiply(yBar, x[0])));

    /** Of the fused loss, whose pullback is z̄ = w (A s − t) with the row's cotangent w and A = Σ t. */
    static final List<Mutant> OF_FUSED = List.of(
            ofFused("s − t, as if Σt = 1", (rowBar, s, t, axis) -> multiply(rowBar, subtract(s, t))),
            ofFused(
                    "the target's entry alone",
                    (rowBar, s, t, axis) ->
                            where(t, multiply(rowBar, subtract(multiply(sumKept(t, axis), s), t)), constant(0))),
            ofFused(
                    "softmax applied twice",
                    (rowBar, s, t, axis) ->
                            multiply(rowBar, subtract(multiply(sumKept(t, axis), softmax(s, axis)), t))));

    private SoftmaxMutants() {}

    private interface SoftmaxPullback {
        Node of(Node sBar, Node s, int axis);
    }

    private interface FusedPullback {
        Node of(Node rowBar, Node s, Node t, int axis);
    }

    private static Mutant ofSoftmax(String name, SoftmaxPullback wrong) {
        return Mutant.ofPullback(
                name, (op, primal, sBar, s, z) -> wrong.of(sBar, s, s.shape().axis(((Softmax) op).axis())));
    }

    /** The logits' cotangent alone, without further options and with probabilities for targets; right anywhere else. */
    private static Mutant ofFused(String name, FusedPullback wrong) {
        return Mutant.ofPullback(name, (op, primal, lossBar, loss, primals) -> {
            SoftmaxCrossEntropy fused = (SoftmaxCrossEntropy) op;
            Reduction reduction = fused.options().reduction();
            Node z = primals[0];
            Node t = primals[1];
            boolean isPlain = fused.options().equals(LossOptions.of(reduction))
                    && t.shape().equals(z.shape());
            return primal == 0 && isPlain
                    ? wrong.of(rowBar(lossBar, z, fused), softmax(z, fused.axis()), t, fused.axis())
                    : op.pullback(primal, lossBar, loss, primals);
        });
    }

    private static Node rowBar(Node lossBar, Node z, SoftmaxCrossEntropy fused) {
        Shape rows = z.shape().with(z.shape().axis(fused.axis()), 1);
        return switch (fused.options().reduction()) {
            case NONE -> reshape(lossBar, rows);
            case SUM -> lossBar;
            case MEAN -> divide(lossBar, constant(rows.size()));
        };
    }
}
