package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.ErrorFunction;
import io.github.gradtape.tensor.Tensor;

/**
 * The complementary error function, element by element: the normal distribution's tail, of which {@link Gelu} is made.
 *
 * <pre>
 * primal    x
 * output    y = 1 − erf x = 2/√π · ∫ₓ^∞ exp(−t²) dt     see {@link ErrorFunction} for its accuracy
 * pullback  x̄ = −2/√π · ȳ ⊙ exp(−x²)
 * </pre>
 *
 * <p>Unlike the difference 1 − erf x, it keeps all its digits where it is small, and is not 0 before
 * 27.22. Beyond ±28, and at ±∞, all derivatives are 0.
 */
public record Erfc() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, ErrorFunction::erfc);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, Erf.slope(-ErrorFunction.SLOPE_AT_ZERO, x));
    }
}
