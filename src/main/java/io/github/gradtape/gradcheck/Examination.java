package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An op held to every law, and its laws held to every {@link Mutant} of it.
 *
 * <p>A law that the op breaks is a fault of the op; a mutant that breaks no law is a fault of the laws, or of a domain that is too
 * narrow to tell the two apart.
 */
public final class Examination {

    private final List<Case> cases;
    private final long seed;
    /** What each law was tried on: the calls, or of those at kinks what is left with these held. */
    private final Map<Law, List<Case>> parts = new EnumMap<>(Law.class);

    private final Map<Law, GradientReport> failures = new EnumMap<>(Law.class);
    private final Map<Mutant, Set<Law>> kills = new LinkedHashMap<>();
    private final Set<Mutant> equivalent = new LinkedHashSet<>();
    private Optional<String> kinkFailure = Optional.empty();
    private double smallestBias = Double.POSITIVE_INFINITY;

    private Examination(List<Case> cases, long seed) {
        this.cases = cases;
        this.seed = seed;
    }

    /**
     * Examines an op at all corners and kinks of its domain and at random calls.
     *
     * @param domain the domain of the op
     * @param tries how many random calls to make, at least 1
     * @param seed where they come from; the same seed gives the same findings
     * @return the findings
     * @throws IllegalArgumentException if there are no tries, or nothing to differentiate in any call of the domain
     */
    public static Examination of(Domain domain, int tries, long seed) {
        if (tries < 1) {
            throw new IllegalArgumentException("an examination by " + tries + " random calls: must be at least 1");
        }
        List<Case> cases = new ArrayList<>(domain.corners());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < tries; i++) {
            cases.add(domain.sample(random));
        }
        if (cases.stream().allMatch(call -> call.entries() == 0)) {
            throw new IllegalArgumentException(
                    "an examination of " + cases.get(0).op() + ": none of the " + cases.size()
                            + " calls of its domain has an element to differentiate");
        }
        Examination examination = new Examination(cases, seed);
        for (Law law : Law.values()) {
            examination.hold(law);
        }
        examination.hold(domain.kinks());
        Mutant.common().forEach(examination::kill);
        domain.mutants().forEach(examination::kill);
        return examination;
    }

    /** The complaint kept is that of the smallest call that breaks the law. */
    private void hold(Law law) {
        Case smallest = null;
        String complaint = "";
        List<Case> tried = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case call = cases.get(i);
            tried.add(call);
            try {
                Evidence evidence = law.hold(call, random(i));
                tried.set(i, evidence.call());
                if (law == Law.VJP_AGREES_WITH_DIFFERENCES && evidence.isConclusive()) {
                    smallestBias = Math.min(smallestBias, evidence.smallestBias());
                }
            } catch (AssertionError broken) {
                if (smallest == null || size(call) < size(smallest)) {
                    smallest = call;
                    complaint = broken.getMessage();
                }
            }
        }
        parts.put(law, tried);
        if (smallest != null) {
            failures.put(law, law.report(smallest, complaint));
        }
    }

    private static int size(Case call) {
        return call.primals().stream().mapToInt(Tensor::size).sum();
    }

    private void hold(List<Case> kinks) {
        try {
            for (Case kink : kinks) {
                Kink.check(kink);
            }
        } catch (AssertionError broken) {
            kinkFailure = Optional.of(broken.getMessage());
        }
    }

    private void kill(Mutant mutant) {
        Set<Law> killers = EnumSet.noneOf(Law.class);
        for (Law law : Law.values()) {
            if (breaks(mutant, law)) {
                killers.add(law);
            }
        }
        kills.put(mutant, killers);
        if (killers.isEmpty() && isEquivalent(mutant)) {
            equivalent.add(mutant);
        }
    }

    private boolean breaks(Mutant mutant, Law law) {
        for (int i = 0; i < cases.size(); i++) {
            try {
                law.verify(mutated(mutant, parts.get(law).get(i)), random(i));
            } catch (AssertionError broken) {
                return true;
            }
        }
        return false;
    }

    /** Whether the fault makes no difference on any of the calls, at first or second order, to the bit but for the sign of a zero. */
    private boolean isEquivalent(Mutant mutant) {
        for (int i = 0; i < cases.size(); i++) {
            SplittableRandom random = random(i);
            Probe right = new Probe(cases.get(i));
            Probe wrong = new Probe(mutated(mutant, cases.get(i)));
            for (int attempt = 0; attempt < 2; attempt++) {
                Tensor yBar = right.cotangent(random);
                List<Tensor> outer = right.cotangentsOfPrimals(random);
                List<Tensor> direction = right.direction(random);
                double expected = right.secondOrder(yBar, outer, direction, yBar);
                double actual = wrong.secondOrder(yBar, outer, direction, yBar);
                if (!unsigned(right.pullback(yBar)).equals(unsigned(wrong.pullback(yBar)))
                        || Double.compare(expected + 0.0, actual + 0.0) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** With 0 for −0: where the slope is 0, its sign is no difference. */
    private static List<Tensor> unsigned(List<Tensor> tensors) {
        return tensors.stream().map(x -> Elementwise.map(x, v -> v + 0.0)).toList();
    }

    private static Case mutated(Mutant mutant, Case call) {
        Op op = call.op() instanceof Holding part ? part.with(mutant.of(part.op())) : mutant.of(call.op());
        return new Case(op, call.primals());
    }

    private SplittableRandom random(int i) {
        return new SplittableRandom(seed + i);
    }

    /**
     * How the op broke a law.
     *
     * @param law the law
     * @return what is said of the smallest call that broke it, empty if none did
     */
    public Optional<GradientReport> failure(Law law) {
        return Optional.ofNullable(failures.get(law));
    }

    /**
     * How the op broke the law of kinks, {@link Kink}.
     *
     * @return the complaint of the first kink of the domain that broke it, empty if none did
     */
    public Optional<String> failureAtKinks() {
        return kinkFailure;
    }

    /**
     * The mutants that were tried.
     *
     * @return those that any op is tried with, and behind them those of the domain
     */
    public List<Mutant> mutants() {
        return List.copyOf(kills.keySet());
    }

    /**
     * The laws that a mutant broke.
     *
     * @param mutant one of {@link #mutants}
     * @return its killers, none if it survived
     */
    public Set<Law> killers(Mutant mutant) {
        return Collections.unmodifiableSet(kills.get(mutant));
    }

    /**
     * The mutants that broke no law although they differ from the op.
     *
     * @return the survivors
     */
    public Set<Mutant> survivors() {
        Set<Mutant> survivors = new LinkedHashSet<>();
        kills.forEach((mutant, killers) -> {
            if (killers.isEmpty() && !equivalent.contains(mutant)) {
                survivors.add(mutant);
            }
        });
        return survivors;
    }

    /**
     * The mutants that make no difference to this op on any of the calls, so that no law could have told.
     *
     * @return for example the transposed cotangent, of an op of scalars
     */
    public Set<Mutant> equivalents() {
        return Collections.unmodifiableSet(equivalent);
    }

    /**
     * The smallest relative bias of the derivative that would have been caught.
     *
     * @return the bias, ∞ if nothing was conclusive
     */
    public double smallestBias() {
        return smallestBias;
    }

    /**
     * Whether every law held and no mutant survived.
     *
     * @return whether the op passed
     */
    public boolean passed() {
        return failures.isEmpty() && kinkFailure.isEmpty() && survivors().isEmpty();
    }
}
