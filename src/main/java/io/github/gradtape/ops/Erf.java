package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.clamp;
import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.square;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.ErrorFunction;
import io.github.gradtape.tensor.Tensor;

/**
 * The error function, element by element: the normal distribution's.
 *
 * <pre>
 * primal    x
 * output    y = 2/√π · ∫₀ˣ exp(−t²) dt     see {@link ErrorFunction} for its accuracy
 * pullback  x̄ = 2/√π · ȳ ⊙ exp(−x²)
 * </pre>
 *
 * <p>Beyond ±28, and at ±∞, all derivatives are 0.
 */
public record Erf() implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Elementwise.map(x, ErrorFunction::erf);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return multiply(yBar, slope(ErrorFunction.SLOPE_AT_ZERO, x));
    }

    /** A multiple of exp(−x²). */
    static Node slope(double atZero, Node x) {
        Node near = clamp(x, -ErrorFunction.FLAT, ErrorFunction.FLAT);
        return multiply(Node.constant(atZero), exp(negate(square(near))));
    }
}
