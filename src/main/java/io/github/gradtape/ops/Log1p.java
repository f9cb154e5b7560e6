package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.divide;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The logarithm of one more, element by element, without the rounding of 1 + x near 0.
 *
 * <pre>
 * primal    x          not less than −1
 * output    y = log(1 + x)     to full precision for small x, too
 * pullback  x̄ = ȳ / (1 + x)
 * </pre>
 *
 * <p>At −1 the output is −∞, below it NaN.
 */
public record Log1p() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, Math::log1p);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return divide(yBar, add(Node.constant(1), x));
    }
}
