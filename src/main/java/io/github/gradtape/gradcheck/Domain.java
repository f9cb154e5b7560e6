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

    /**
     * Faults that the op is known for, to be planted in it besides those that {@linkplain Mutant#common any op} is tried with.
     *
     * @return the faults
     */
    default List<Mutant> mutants() {
        return List.of();
    }

    /**
     * Whether a call that is simpler than a sample is as valid as one; it is asked of calls made by leaving out or replacing
     * elements of a failing call, so that a report can show a small one.
     *
     * <p>By default it is valid if the op takes it, is finite there and near by, and shows no kink of its value or of its pullback.
     * An op that has a precondition that these do not show, such as rows that sum to one, needs an answer of its own.
     *
     * @param call a call of the op
     * @return whether the op is differentiable and finite there, and the laws can be asked of it
     */
    default boolean accepts(Case call) {
        return Smooth.everywhere(call);
    }
}
