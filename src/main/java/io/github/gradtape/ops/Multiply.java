package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sumTo;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The product, element by element, with broadcasting.
 *
 * <pre>
 * primals    a, b      of shapes that broadcast
 * output     y = a ⊙ b
 * pullbacks  ā = ȳ ⊙ b,  b̄ = ȳ ⊙ a,  each summed over the axes along which its primal was repeated
 * </pre>
 */
public record Multiply() implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor a, Tensor b) {
        return Elementwise.multiply(a, b);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node a, Node b) {
        return sumTo(multiply(yBar, b), a.shape());
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node a, Node b) {
        return sumTo(multiply(yBar, a), b.shape());
    }
}
