package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sigmoid;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The hyperbolic tangent, element by element.
 *
 * <pre>
 * primal    x
 * output    y = tanh x
 * pullback  x̄ = ȳ ⊙ tanh′ x,  tanh′ x = 4 σ(2x) σ(−2x)     with the logistic σ of {@link Sigmoid}
 * </pre>
 *
 * <p>The usual 1 − y² has no correct digit left beyond |x| = 19, where y rounds to ±1; the product of logistics is as
 * accurate in relative terms wherever tanh′ is not 0.
 */
public record Tanh() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::tanh);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        Node twice = multiply(Node.constant(2), x);
        Node slope = multiply(multiply(Node.constant(4), sigmoid(twice)), sigmoid(negate(twice)));
        return multiply(yBar, slope);
    }
}
