package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The leaky rectifier, element by element: a {@link Relu} that lets some gradient through where it is negative.
 *
 * <pre>
 * primal    x
 * output    y = x where x &gt; 0, slope · x elsewhere
 * pullback  x̄ = slope · ȳ where x ≤ 0, ȳ elsewhere
 * </pre>
 *
 * <p>At 0, where there is no derivative unless the slope is 1, x̄ = slope · ȳ. With a slope of 0 all is as of {@link Relu},
 * also at −∞ and NaN, and for an infinite or NaN ȳ.
 *
 * @param slope the factor of values that are not positive, finite
 */
public record LeakyRelu(double slope) implements UnaryOp {

    /**
     * The leaky rectifier of a slope.
     *
     * @param slope the factor of values that are not positive
     * @throws IllegalArgumentException if the slope is not finite
     */
    public LeakyRelu {
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("LeakyRelu: the slope must be finite, was " + slope);
        }
    }

    @Override
    public Tensor evaluate(Tensor x) {
        return slope == 0 ? Elementwise.relu(x) : Elementwise.map(x, value -> value > 0 ? value : slope * value);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        if (slope == 0) {
            return new Relu().pullback(yBar, y, x);
        }
        Node slopes = Node.constant(Elementwise.map(x.value(), value -> value <= 0 ? slope : 1));
        return multiply(yBar, slopes);
    }
}
