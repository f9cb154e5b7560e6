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
 * pullbacks  ā = ȳ / b,  b̄ = −(ȳ / b) ⊙ y,  each summed over the axes along which its primal was repeated
 * </pre>
 *
 * <p>Division by zero follows IEEE 754: a / 0 is ±∞, 0 / 0 is NaN, and so are the cotangents. b̄ is made of ā and y, so
 * that the square of the divisor is never formed, which may be 0 or ∞ where they are not.
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
        return negate(sumTo(multiply(divide(yBar, b), y), b.shape()));
    }
}
