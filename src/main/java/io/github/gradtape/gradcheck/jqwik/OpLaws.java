package io.github.gradtape.gradcheck.jqwik;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Kink;
import io.github.gradtape.gradcheck.Law;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Every law of every op as a jqwik property: a test class gets them all by implementing this interface and naming the op's valid
 * calls, either by {@link #domain()} or by {@link #calls()}.
 */
public interface OpLaws {

    /**
     * The valid calls of the op under test; a domain can be shared with what needs no jqwik, and has corners and kinks.
     *
     * @return its domain; without corners and kinks if {@link #calls()} is overridden instead
     */
    default Domain domain() {
        return random -> {
            throw new IllegalStateException(
                    getClass().getName() + " names no calls of its op: override domain() or calls()");
        };
    }

    /**
     * Random valid calls: those of the domain, which shrink to small ones. To use jqwik's means instead, override this, with
     * {@link TensorArbitraries} for the primals; then a domain need not be named.
     *
     * @return an arbitrary of calls
     */
    @Provide
    default Arbitrary<Case> calls() {
        Domain domain = domain();
        return Arbitraries.fromGenerator(random -> ShrinkableCall.sample(domain, random));
    }

    /**
     * {@link Law#VJP_AGREES_WITH_DIFFERENCES}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void theVjpAgreesWithDifferences(@ForAll("calls") Case call, @ForAll long seed) {
        Law.VJP_AGREES_WITH_DIFFERENCES.check(call, new SplittableRandom(seed));
    }

    /**
     * {@link Law#SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void theSecondDerivativeAgreesWithDifferences(@ForAll("calls") Case call, @ForAll long seed) {
        Law.SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES.check(call, new SplittableRandom(seed));
    }

    /**
     * {@link Law#SECOND_DERIVATIVES_ARE_SYMMETRIC}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void secondDerivativesAreSymmetric(@ForAll("calls") Case call, @ForAll long seed) {
        Law.SECOND_DERIVATIVES_ARE_SYMMETRIC.check(call, new SplittableRandom(seed));
    }

    /**
     * {@link Law#ZERO_COTANGENT_GIVES_ZERO}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void aZeroCotangentGivesZero(@ForAll("calls") Case call, @ForAll long seed) {
        Law.ZERO_COTANGENT_GIVES_ZERO.check(call, new SplittableRandom(seed));
    }

    /**
     * {@link Law#PULLBACK_IS_LINEAR}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void thePullbackIsLinear(@ForAll("calls") Case call, @ForAll long seed) {
        Law.PULLBACK_IS_LINEAR.check(call, new SplittableRandom(seed));
    }

    /**
     * {@link Law#REPEATS_BIT_FOR_BIT}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void theSameCallGivesTheSameBits(@ForAll("calls") Case call, @ForAll long seed) {
        Law.REPEATS_BIT_FOR_BIT.check(call, new SplittableRandom(seed));
    }

    /**
     * {@link Law#CHANGES_NOTHING_IT_IS_GIVEN}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void nothingThatIsGivenChanges(@ForAll("calls") Case call, @ForAll long seed) {
        Law.CHANGES_NOTHING_IT_IS_GIVEN.check(call, new SplittableRandom(seed));
    }

    /**
     * {@link Law#FAN_OUT_ADDS_UP}.
     *
     * @param call a call
     * @param seed for directions and cotangents
     */
    @Property
    default void overTwoUsesTheCotangentsAddUp(@ForAll("calls") Case call, @ForAll long seed) {
        Law.FAN_OUT_ADDS_UP.check(call, new SplittableRandom(seed));
    }

    /** {@link Law#checkCorners}. */
    @Example
    default void everyLawHoldsAtTheCorners() {
        Law.checkCorners(domain());
    }

    /** {@link Kink}: at every kink of the domain the stated convention lies between the one-sided derivatives. */
    @Example
    default void atKinksTheConventionLiesBetweenTheOneSidedDerivatives() {
        for (Case kink : domain().kinks()) {
            Kink.check(kink);
        }
    }
}
