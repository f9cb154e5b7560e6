package com.example.swish;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sigmoid;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/** y = x σ(x), with the derivative σ(x) + y σ(−x). */
public record Swish() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.multiply(x, sigmoid(constant(x)).value());
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, add(sigmoid(x), multiply(y, sigmoid(negate(x)))));
    }
}
