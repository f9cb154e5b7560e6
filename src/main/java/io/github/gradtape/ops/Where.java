package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.sumTo;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * One value where a condition holds, another where it does not, element by element, with broadcasting.
 *
 * <pre>
 * primals    c, a, b   of shapes that broadcast; c, the condition, has no gradient
 * output     y = a where c ≠ 0, b elsewhere
 * pullbacks  ā = ȳ where c ≠ 0, 0 elsewhere,  b̄ = 0 where c ≠ 0, ȳ elsewhere,
 *            each summed over the axes along which its primal was repeated
 * </pre>
 *
 * <p>It chooses and never multiplies by a mask: an infinite or NaN value that is not chosen leaks neither into the output nor
 * into a cotangent, and an infinite or NaN ȳ not into the cotangent of what was not chosen. That cotangent is 0, and becomes NaN
 * where an op before this one has an infinite derivative, as a logarithm at 0. A condition of −0 does not hold, one of NaN holds.
 */
public record Where() implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        if (primals.length != 3) {
            throw new IllegalArgumentException(
                    "takes 3 primals, a condition and two choices, was given " + primals.length);
        }
        return Elementwise.where(primals[0], primals[1], primals[2]);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return primal != 0;
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        Node zero = Node.constant(0);
        Node chosen = primal == 1 ? where(primals[0], yBar, zero) : where(primals[0], zero, yBar);
        return sumTo(chosen, primals[primal].shape());
    }
}
