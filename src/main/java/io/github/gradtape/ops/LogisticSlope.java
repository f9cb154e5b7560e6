package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.tanh;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Logistic;
import io.github.gradtape.tensor.Tensor;

/**
 * The pullback of {@link Sigmoid} and {@link Tanh} as one op, so that it takes one exponential an element and keeps the tails.
 *
 * <pre>
 * primals    w, x       a cotangent, and where the slope is taken; of one shape
 * output     g = w ⊙ k² σ′(k x),  σ′(u) = e / (1 + e)²,  e = exp(−|u|)      σ′ for k = 1, tanh′ for k = 2
 * pullbacks  w̄ = ḡ ⊙ k² σ′(k x),  x̄ = −k ḡ ⊙ g ⊙ tanh(k x / 2)            as σ″(u) = −σ′(u) tanh(u / 2)
 * </pre>
 *
 * @param steepness k
 */
record LogisticSlope(double steepness) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor w, Tensor x) {
        return Logistic.slope(w, steepness, x);
    }

    @Override
    public Node pullbackToFirst(Node gBar, Node g, Node w, Node x) {
        return apply(gBar, x);
    }

    @Override
    public Node pullbackToSecond(Node gBar, Node g, Node w, Node x) {
        Node half = multiply(Node.constant(steepness / 2), x);
        return multiply(multiply(Node.constant(-steepness), gBar), multiply(g, tanh(half)));
    }
}
