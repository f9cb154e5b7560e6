package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sumTo;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The quotient, element by element, with broadcasting.
 *
 * <pre>
 * primals    a, b      of shapes that broadcast
 * output     y = a / b
 * pullbacks  ā = ȳ / b,  b̄ = −ȳ ⊙ y / b,  each summed over the axes along which its primal was repeated
 * </pre>
 *
 * <p>Division by zero follows IEEE 754: a / 0 is ±∞, 0 / 0 is NaN, and so are the cotangents. The square of the divisor is
 * never formed, but y / b is, which may overflow or underflow where b̄ does not.
 */
public record Divide() implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor a, Tensor b) {
        return Elementwise.divide(a, b);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node a, Node b) {
        return sumTo(divide(yBar, b), a.shape());
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node a, Node b) {
        return negate(sumTo(multiply(yBar, divide(y, b)), b.shape()));
    }
}
