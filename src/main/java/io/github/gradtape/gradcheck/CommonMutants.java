package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.permute;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The faults that any op's pullback can be given. */
final class CommonMutants {

    /** The cotangent of the primal, times 1 + 10⁻⁶. */
    static final Mutant SCALED_BY_A_MILLIONTH = scaled("scaled by a millionth", 1 + 1e-6);

    /** Half the cotangent of the primal. */
    static final Mutant HALVED = scaled("halved", 0.5);

    /** Twice the cotangent of the primal. */
    static final Mutant DOUBLED = scaled("doubled", 2);

    /** The cotangent of the primal with the other sign. */
    static final Mutant NEGATED = scaled("negated", -1);

    /** What the pullback of a cotangent of ones would be, whatever the cotangent is. */
    static final Mutant IGNORES_ITS_COTANGENT = Mutant.ofPullback(
            "ignores its cotangent",
            (op, primal, yBar, y, primals) -> op.pullback(primal, constant(Tensor.ones(yBar.shape())), y, primals));

    /** The cotangent of the primal with its last entry set to 0. */
    static final Mutant DROPS_AN_ENTRY = Mutant.ofPullback("drops an entry", (op, primal, yBar, y, primals) -> {
        double[] kept = Tensor.ones(primals[primal].shape()).toArray();
        if (kept.length > 0) {
            kept[kept.length - 1] = 0;
        }
        return multiply(constant(Tensor.adopt(primals[primal].shape(), kept)), op.pullback(primal, yBar, y, primals));
    });

    /** The cotangent of the primal with its axes reversed. */
    static final Mutant TRANSPOSED = Mutant.ofPullback(
            "transposed", (op, primal, yBar, y, primals) -> reversed(op.pullback(primal, yBar, y, primals)));

    /** The pullback of the cotangent with its axes reversed, as if it had been summed or spread along another axis. */
    static final Mutant TAKES_ANOTHER_AXIS = Mutant.ofPullback(
            "takes another axis", (op, primal, yBar, y, primals) -> op.pullback(primal, reversed(yBar), y, primals));

    /** The cotangent of the next primal, if that has the same shape. */
    static final Mutant SWAPS_ITS_PRIMALS = Mutant.ofPullback("swaps its primals", (op, primal, yBar, y, primals) -> {
        int next = (primal + 1) % primals.length;
        boolean fits =
                op.isDifferentiable(next, primals) && primals[next].shape().equals(primals[primal].shape());
        return op.pullback(fits ? next : primal, yBar, y, primals);
    });

    /** The cotangent of the primal, with 10⁻⁷ added. */
    static final Mutant ADDS_AN_EPSILON = Mutant.ofPullback(
            "adds an epsilon",
            (op, primal, yBar, y, primals) -> add(constant(1e-7), op.pullback(primal, yBar, y, primals)));

    /** Nothing at all. */
    static final Mutant ZERO = Mutant.ofPullback(
            "zero", (op, primal, yBar, y, primals) -> constant(Tensor.zeros(primals[primal].shape())));

    /** The right cotangent made of constants for the primals and the output: right at first order, wrong at second. */
    static final Mutant DETACHED = Mutant.ofPullback("detached", (op, primal, yBar, y, primals) -> {
        Node[] constants =
                Arrays.stream(primals).map(node -> constant(node.value())).toArray(Node[]::new);
        return op.pullback(primal, yBar, constant(y.value()), constants);
    });

    /** What the call before answered, where that fits. */
    static final Mutant STALE = new Mutant(
            "stale", op -> Mutant.ofPullback("stale", new Memory()::answer).of(op));

    static final List<Mutant> ALL = List.of(
            SCALED_BY_A_MILLIONTH,
            HALVED,
            DOUBLED,
            NEGATED,
            IGNORES_ITS_COTANGENT,
            DROPS_AN_ENTRY,
            TRANSPOSED,
            TAKES_ANOTHER_AXIS,
            SWAPS_ITS_PRIMALS,
            ADDS_AN_EPSILON,
            ZERO,
            DETACHED,
            STALE);

    private CommonMutants() {}

    private static Mutant scaled(String name, double factor) {
        return Mutant.ofPullback(
                name,
                (op, primal, yBar, y, primals) -> multiply(constant(factor), op.pullback(primal, yBar, y, primals)));
    }

    private static Node reversed(Node x) {
        Shape shape = x.shape();
        int[] axes =
                IntStream.range(0, shape.rank()).map(k -> shape.rank() - 1 - k).toArray();
        return reshape(permute(x, axes), shape);
    }

    private static final class Memory {

        private Node before;

        Node answer(Op op, int primal, Node yBar, Node y, Node... primals) {
            Node answer = before;
            before = constant(op.pullback(primal, yBar, y, primals).value());
            boolean fits = answer != null && answer.shape().equals(before.shape());
            return fits ? answer : op.pullback(primal, yBar, y, primals);
        }
    }
}
