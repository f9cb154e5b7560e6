package io.github.gradtape.gradcheck;

import java.util.List;
import java.util.random.RandomGenerator;

/** The valid calls of an op: at random, at its corners, and at its kinks. */
public interface Domain {

    /**
     * A random valid call at which the op is differentiable and finite, with random settings and shapes.
     *
     * @param random where all choices come from
     * @return the call
     */
    Case sample(RandomGenerator random);

    /**
     * Valid calls worth trying every time, at which the op is differentiable and finite: empty and scalar shapes, extreme
     * values.
     *
     * @return the calls
     */
    default List<Case> corners() {
        return List.of();
    }

    /**
     * Calls at which the op is finite but has no derivative, so that its stated convention lies between the one-sided ones.
     *
     * @return the calls
     */
    default List<Case> kinks() {
        return List.of();
    }
}
