package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * In training, lets each number through with probability 1 − p, divided by that, and sets the others to 0; otherwise does
 * nothing (Srivastava et al. 2014).
 *
 * @param p how probable it is that a number is dropped, from 0 to below 1
 */
public record Dropout(double p) implements Layer {

    /**
     * Drops numbers at random in training.
     *
     * @param p how probable it is that a number is dropped, from 0 to below 1
     * @throws IllegalArgumentException if p is outside
     */
    public Dropout {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException("Dropout: p must be from 0 to below 1, was " + p);
        }
    }

    @Override
    public Node apply(Node x, Pass pass) {
        if (!pass.isTraining()) {
            return x;
        }
        Tensor chances = Tensor.uniform(x.shape(), 0, 1, pass.random());
        return multiply(x, constant(Elementwise.map(chances, u -> u < p ? 0 : 1 / (1 - p))));
    }
}
