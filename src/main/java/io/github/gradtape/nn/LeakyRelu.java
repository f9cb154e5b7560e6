package io.github.gradtape.nn;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;

/**
 * The activation y = x for x &gt; 0, slope · x otherwise (Maas et al. 2013).
 *
 * @param slope the slope below 0, finite
 */
public record LeakyRelu(double slope) implements Layer {

    /**
     * The leaky rectifier of a slope.
     *
     * @param slope the slope below 0, finite
     * @throws IllegalArgumentException if it is not finite
     */
    public LeakyRelu {
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("LeakyRelu: the slope must be finite, was " + slope);
        }
    }

    @Override
    public Node apply(Node x, Pass pass) {
        return Ops.leakyRelu(x, slope);
    }
}
