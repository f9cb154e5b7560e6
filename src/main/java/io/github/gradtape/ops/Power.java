package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.power;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumTo;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The power, element by element, with broadcasting.
 *
 * <pre>
 * primals    x, p      of shapes that broadcast
 * output     y = xᵖ    as {@link Math#pow}: x⁰ = 1, and NaN for x &lt; 0 unless p is whole
 * pullbacks  x̄ = ȳ ⊙ p ⊙ xᵖ⁻¹,  p̄ = ȳ ⊙ y ⊙ log x,  each summed over the axes along which its primal was repeated
 * </pre>
 *
 * <p>At x = 0, or so near that 1/x overflows, neither pullback meets 0 · ∞: x̄ = 0 for p = 0, and all derivatives by x are right
 * for p = 0, 1, 2, …; at x = 0, p̄ = 0 for p &gt; 0. For x &lt; 0 there is no derivative by p, and p̄ is NaN. At x = 0 and p = 1 the
 * mixed derivative is −∞ by x first, and 0 by p first.
 */
public record Power() implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor x, Tensor p) {
        return Elementwise.zip(x, p, Math::pow);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node x, Node p) {
        // where the exponent is fixed there is no derivative by it of x̄, which at p = 0 is made of 1/x
        boolean isFixed = p.isConstant();
        Node isFlat = Node.constant(Elementwise.zip(
                x.value(),
                p.value(),
                (base, exponent) ->
                        exponent == 0 && (Double.isInfinite(1 / base) || (isFixed && Math.abs(base) < 1)) ? 1 : 0));
        Node one = Node.constant(1);
        Node oneLess = where(isFlat, one, subtract(p, one));
        return sumTo(multiply(yBar, multiply(p, power(x, oneLess))), x.shape());
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node x, Node p) {
        Node isFlat = Node.constant(
                Elementwise.zip(x.value(), p.value(), (base, exponent) -> base == 0 && exponent > 0 ? 1 : 0));
        Node logarithm = log(where(isFlat, Node.constant(1), x));
        return sumTo(multiply(yBar, multiply(y, logarithm)), p.shape());
    }
}
