package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The value kept within bounds, element by element.
 *
 * <pre>
 * primal    x
 * output    y = min(max(x, low), high)
 * pullback  x̄ = 0 where x ≤ low or x ≥ high, ȳ elsewhere
 * </pre>
 *
 * <p>At a bound, where there is no derivative, x̄ = 0. An infinite or NaN ȳ does not leak to where x is at a bound or beyond;
 * a NaN in x stays NaN, and its x̄ is ȳ. A bound may be infinite.
 *
 * @param low the lower bound
 * @param high the upper bound, not less than the lower one
 */
public record Clamp(double low, double high) implements UnaryOp {

    /**
     * The clamp to an interval.
     *
     * @param low the lower bound
     * @param high the upper bound
     * @throws IllegalArgumentException if the lower bound is greater than the upper one, or either is NaN
     */
    public Clamp {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "Clamp: low must not be greater than high, nor NaN, were low = " + low + " and high = " + high);
        }
    }

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, value -> Math.min(Math.max(value, low), high));
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        Node isHeld = Node.constant(Elementwise.map(x.value(), value -> value <= low || value >= high ? 1 : 0));
        return where(isHeld, Node.constant(0), yBar);
    }
}
