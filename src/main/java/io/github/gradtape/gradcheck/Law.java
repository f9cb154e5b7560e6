package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What the derivatives of every op obey. */
public enum Law {
    /** Each row of the Jacobian, had by the VJP of a unit cotangent, has the product with a direction that differences have. */
    VJP_AGREES_WITH_DIFFERENCES("the VJP agrees with differences") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            List<Tensor> direction = probe.direction(random);
            Differences.Estimate slope = Differences.derivative(h -> probe.valueAt(direction, h));
            for (Tensor yBar : probe.cotangents(random)) {
                double expected = dot(yBar, slope.value());
                double actual = dot(probe.pullback(yBar), direction);
                double tolerance = weighted(yBar, tolerances(slope, probe.value())) + rounding(yBar, direction);
                evidence.compare("⟨x̄, ẋ⟩", yBar, expected, actual, tolerance);
            }
        }
    },

    /** The pullback, as a function of primals and cotangent, has the derivative that differences have. */
    SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES("the derivative of the pullback agrees with differences") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            Tensor yBar = probe.cotangent(random);
            List<Tensor> direction = probe.direction(random);
            Tensor yDirection = probe.cotangent(random);
            List<Tensor> outer = probe.cotangentsOfPrimals(random);
            double actual = probe.secondOrder(yBar, outer, direction, yDirection);
            Differences.Estimate slope = Differences.derivative(h -> KinkSearch.joined(
                    probe.pullbackAt(direction, h, Elementwise.add(yBar, Elementwise.multiply(yDirection, h)))));
            Tensor weights = KinkSearch.joined(outer);
            double expected = dot(weights, slope.value());
            double tolerance = Cancellation.tolerance(
                    Math.abs(expected - actual),
                    weighted(weights, tolerances(slope, KinkSearch.joined(probe.pullback(yBar)))),
                    outer,
                    bars -> Tensor.scalar(probe.secondOrder(yBar, bars, direction, yDirection)));
            evidence.compare("the derivative of ⟨x̄, c⟩ by primals and ȳ", yBar, expected, actual, tolerance);
        }
    },

    /**
     * Second derivatives do not depend on the order in which they are taken (Schwarz). Those of a pullback that is right only at calls
     * with something in common, such as s − t of targets that sum to 1, mostly do: around these calls it is the gradient of no function.
     */
    SECOND_DERIVATIVES_ARE_SYMMETRIC("second derivatives are symmetric") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            new Symmetry(probe).require(probe.cotangent(random), probe.direction(random), probe.direction(random));
        }
    },

    /** Nothing comes of nothing: the pullback of a zero cotangent is zero. */
    ZERO_COTANGENT_GIVES_ZERO("a zero cotangent gives zero") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            for (Tensor xBar : probe.pullback(Tensor.zeros(probe.value().shape()))) {
                for (double entry : xBar.borrow()) {
                    require(entry == 0, () -> "the pullback of a zero cotangent is not zero: " + xBar);
                }
            }
        }
    },

    /** The pullback is linear: x̄(a ȳ + w̄) = a x̄(ȳ) + x̄(w̄), and so for cotangents of any size. */
    PULLBACK_IS_LINEAR("the pullback is linear in the cotangent") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            Tensor yBar = probe.cotangent(random);
            new Linearity(probe, random.nextDouble(-2, 2)).require(yBar, probe.cotangent(random));
            Tensor nothing = Tensor.zeros(yBar.shape());
            new Linearity(probe, LARGE).require(yBar, nothing);
            new Linearity(probe, SMALL).require(yBar, nothing);
        }
    },

    /** The same call gives the same bits, whether the op leaves a residual or its pullback computes that again. */
    REPEATS_BIT_FOR_BIT("the same call gives the same bits") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            Tensor yBar = probe.cotangent(random);
            Probe again = probe.again();
            require(probe.value().equals(again.value()), () -> "a second evaluation differs from the first");
            List<Tensor> first = probe.pullback(yBar);
            probe.pullback(probe.cotangent(random));
            probe.pullbackAt(probe.direction(random), NUDGE, yBar);
            require(first.equals(again.pullback(yBar)), () -> "a second pullback differs from the first");
            Probe bare = probe.withoutResidual();
            require(probe.value().equals(bare.value()), () -> "the output differs where no residual is left");
            require(first.equals(bare.pullback(yBar)), () -> "the pullback differs where no residual is left");
        }
    },

    /** Primals, cotangent and output are only read. */
    CHANGES_NOTHING_IT_IS_GIVEN("nothing that is given to the op changes") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            Tensor yBar = probe.cotangent(random);
            double[] cotangent = yBar.toArray();
            double[] output = probe.value().toArray();
            probe.pullback(yBar);
            require(probe.primalsAreUnchanged(), () -> "evaluate or pullback changed a primal");
            require(Arrays.equals(cotangent, yBar.borrow()), () -> "the pullback changed the cotangent it was given");
            require(Arrays.equals(output, probe.value().borrow()), () -> "the pullback changed the output");
        }
    },

    /** Used twice, an op's cotangents add up. */
    FAN_OUT_ADDS_UP("over two uses the cotangents add up") {
        @Override
        void check(Probe probe, RandomGenerator random, Evidence evidence) {
            Tensor yBar = probe.cotangent(random);
            List<Tensor> once = probe.pullback(yBar);
            List<Tensor> twice = probe.pullbackOfTwoUses(yBar);
            for (int k = 0; k < once.size(); k++) {
                Tensor one = once.get(k);
                Tensor both = twice.get(k);
                require(
                        both.equals(Elementwise.multiply(one, 2)),
                        () -> "two uses do not pull back twice what one does: " + both + " instead of 2 · " + one);
            }
        }
    };

    private static final long SEED = 1;

    /** By these a cotangent of size 1 becomes as large, and as small, as gradients are clipped or dropped at. */
    private static final double LARGE = 0x1p10;

    private static final double SMALL = 0x1p-30;

    /** How far away the other call is of which nothing may be remembered. */
    private static final double NUDGE = 0x1p-10;

    private final String sentence;

    Law(String sentence) {
        this.sentence = sentence;
    }

    /**
     * Checks this law on one call of an op. Entries at a kink, or too near one for differences, are held fixed by the laws that
     * need a derivative there. A failure is written as a page, too, if there is a place for it: {@link GradientReport} says where.
     *
     * @param call the call, at which the op is finite
     * @param random where directions and cotangents come from
     * @return what was compared
     * @throws AssertionError naming the call, what was found and the page, with a diagnosis, if the law is broken or the op throws
     */
    public Evidence check(Case call, RandomGenerator random) {
        try {
            return hold(call, random);
        } catch (AssertionError e) {
            throw new AssertionError(report(call, e.getMessage()).textWithPage(), e);
        }
    }

    /**
     * Checks every law at every corner of a domain. Where one is broken, a small call that breaks it is explained, as by
     * {@link #check}.
     *
     * @param domain the domain
     * @throws AssertionError if a law is broken or an op throws
     */
    public static void checkCorners(Domain domain) {
        for (Case corner : domain.corners()) {
            for (Law law : values()) {
                if (law.isBroken(corner)) {
                    law.check(Simpler.smallest(corner, domain, law::isBroken), new SplittableRandom(SEED));
                }
            }
        }
    }

    private boolean isBroken(Case call) {
        try {
            hold(call, new SplittableRandom(SEED));
            return false;
        } catch (AssertionError broken) {
            return true;
        }
    }

    /**
     * {@link #check} without the explanation of a failure, which costs much more than the failure. A primal that the op refuses to have
     * moved, as indices that it takes for something to differentiate, hides no other: each is looked at by itself then.
     */
    Evidence hold(Case call, RandomGenerator random) {
        Evidence evidence = holdSmooth(call, random);
        if (evidence.isOfNothing()) {
            List<Tensor> free = Smooth.unknown(call).free();
            for (int k : call.differentiable()) {
                holdSmooth(Holding.ofPrimal(call, k, free), random);
            }
        }
        return evidence;
    }

    /** The entries at kinks are looked for only where the law does not hold with them. */
    private Evidence holdSmooth(Case call, RandomGenerator random) {
        try {
            return verify(call, random);
        } catch (AssertionError e) {
            Case part = smooth(call).partFor(this);
            if (part.equals(call)) {
                throw e;
            }
            return verify(part, random);
        }
    }

    /** What is said of a call that breaks this law. */
    GradientReport report(Case call, String complaint) {
        Smooth smooth = smooth(call);
        return GradientReport.ofBroken(this, complaint, smooth, () -> {
            Trial trial = Trial.of(smooth, SEED);
            trial.breaks(this, complaint);
            return trial.verdicts();
        });
    }

    private Smooth smooth(Case call) {
        try {
            return needsSmoothness() ? Smooth.of(call, SEED) : Smooth.unknown(call);
        } catch (RuntimeException breaksOff) {
            return Smooth.unknown(call);
        }
    }

    /** The law on the call as it is, kinks or not. */
    Evidence verify(Case call, RandomGenerator random) {
        Evidence evidence = new Evidence(call);
        try {
            check(new Probe(call), random, evidence);
        } catch (AssertionError e) {
            throw new AssertionError(breach(call) + e.getMessage() + Inputs.below(call), e);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    breach(call) + "it breaks off, because: " + Trial.reason(e) + Inputs.below(call), e);
        }
        return evidence;
    }

    private String breach(Case call) {
        return call.op() + " breaks the law \"" + sentence + "\":\n";
    }

    /** Whether a kink is no place for it. */
    boolean needsSmoothness() {
        return this == VJP_AGREES_WITH_DIFFERENCES || isOfSecondOrder();
    }

    boolean isOfSecondOrder() {
        return this == SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES || this == SECOND_DERIVATIVES_ARE_SYMMETRIC;
    }

    /** Whether a Jacobian can explain a failure: not if it is one of memory or of side effects. */
    boolean isOfDerivatives() {
        return needsSmoothness() || this == ZERO_COTANGENT_GIVES_ZERO || this == PULLBACK_IS_LINEAR;
    }

    abstract void check(Probe probe, RandomGenerator random, Evidence evidence);

    /** The complaint is written only if there is one: to print a tensor takes longer than all that a law does. */
    static void require(boolean holds, Supplier<String> complaint) {
        if (!holds) {
            throw new AssertionError(complaint.get());
        }
    }

    /** What an estimate may be off by: its own error estimate with a margin, and the rounding of the analytic side. */
    static Tensor tolerances(Differences.Estimate slope, Tensor value) {
        Tensor scale = Elementwise.add(absolute(slope.value()), absolute(value));
        return Elementwise.add(
                Elementwise.multiply(slope.error(), Differences.MARGIN), Elementwise.multiply(scale, 1e-10));
    }

    /** What the analytic side may lose where terms of the size of ȳ cancel, as they do in a saturated row. */
    static double rounding(Tensor yBar, List<Tensor> direction) {
        return 0x1p-46 * Reductions.sum(absolute(yBar)).item() * largest(direction);
    }

    /** Σ |w| t, where a weight of 0 outweighs an infinite tolerance. */
    private static double weighted(Tensor weights, Tensor tolerances) {
        return Reductions.sum(Elementwise.zip(weights, tolerances, (w, t) -> w == 0 ? 0 : Math.abs(w) * t))
                .item();
    }

    static Tensor absolute(Tensor x) {
        return Elementwise.map(x, Math::abs);
    }

    static double largest(Tensor x) {
        return x.size() == 0 ? 0 : Reductions.max(absolute(x)).item();
    }

    static double largest(List<Tensor> xs) {
        return xs.stream().mapToDouble(Law::largest).max().orElse(0);
    }

    static double dot(Tensor a, Tensor b) {
        return Reductions.sum(Elementwise.multiply(a, b)).item();
    }

    static double dot(List<Tensor> as, List<Tensor> bs) {
        double sum = 0;
        for (int k = 0; k < as.size(); k++) {
            sum += dot(as.get(k), bs.get(k));
        }
        return sum;
    }

    /**
     * The law as a sentence.
     *
     * @return for example "the pullback is linear in the cotangent"
     */
    @Override
    public String toString() {
        return sentence;
    }
}
