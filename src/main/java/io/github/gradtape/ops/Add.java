package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.sumTo;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The sum, element by element, with broadcasting.
 *
 * <pre>
 * primals    a, b      of shapes that broadcast
 * output     y = a + b
 * pullbacks  ā = ȳ,  b̄ = ȳ,  each summed over the axes along which its primal was repeated
 * </pre>
 */
public record Add() implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor a, Tensor b) {
        return Elementwise.add(a, b);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node a, Node b) {
        return sumTo(yBar, a.shape());
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node a, Node b) {
        return sumTo(yBar, b.shape());
    }
}
