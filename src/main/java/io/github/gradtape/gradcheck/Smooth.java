package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A call, and what is left of it with the entries at kinks held: those of the value, and for the second order those of the
 * pullback, too.
 */
record Smooth(Case call, BitSet first, BitSet second) {

    private static final long SEED = 1;

    static Smooth of(Case call, long seed) {
        BitSet first = KinkSearch.ofValue(call, new SplittableRandom(seed));
        BitSet second = KinkSearch.ofPullback(held(call, first), new SplittableRandom(seed));
        second.or(first);
        return new Smooth(call, first, second);
    }

    /** Whether the op takes a call, is finite there and around it, and has no kink of its value or slope. */
    static boolean everywhere(Case call) {
        try {
            boolean isFinite = Arrays.stream(new Probe(call).value().borrow()).allMatch(Double::isFinite);
            return isFinite
                    && of(call, SEED).second.isEmpty()
                    && Vacuity.ofDifferences(call, new SplittableRandom(SEED)).isEmpty();
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /** A call at which kinks were not looked for. */
    static Smooth unknown(Case call) {
        return new Smooth(call, new BitSet(), new BitSet());
    }

    private static Case held(Case call, BitSet entries) {
        return entries.isEmpty() ? call : Holding.of(call, KinkSearch.without(entries, call));
    }

    List<Tensor> free() {
        return KinkSearch.without(first, call);
    }

    /** Where the value has a kink, and below these where the slope alone has one. */
    List<String> kinks() {
        return Stream.concat(kinksOfValue().stream(), kinksOfSlope().stream()).toList();
    }

    /** Where {@link Kink} has something to hold. */
    List<String> kinksOfValue() {
        return KinkSearch.named(first, call);
    }

    List<String> kinksOfSlope() {
        BitSet ofSlope = (BitSet) second.clone();
        ofSlope.andNot(first);
        return KinkSearch.named(ofSlope, call).stream()
                .map(name -> name + " (of the slope)")
                .toList();
    }

    boolean hasSomethingFor(Law law) {
        return !law.needsSmoothness() || held(law).cardinality() < call.entries();
    }

    private BitSet held(Law law) {
        return law.isOfSecondOrder() ? second : first;
    }

    Case partFor(Law law) {
        return law.needsSmoothness() ? held(call, held(law)) : call;
    }
}
