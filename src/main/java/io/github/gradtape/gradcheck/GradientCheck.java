package io.github.gradtape.gradcheck;

import io.github.gradtape.gradcheck.GradientReport.Verdict;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Checks the gradient of an op, or of any function of nodes, at given inputs: {@code GradientCheck.of(f).require(x)}.
 *
 * <p>Every {@link Law} is tried with several random directions and cotangents, the same in every run. The step and the tolerance
 * of each comparison come from its own error estimate. Where the function has a kink, the declared derivative must lie between
 * the one-sided ones ({@link Kink}), and the laws hold those entries fixed. Inputs at which a wrong gradient could not have
 * been told from a right one are refused as inconclusive.
 */
public final class GradientCheck {

    private static final long DEFAULT_SEED = 1;

    private static final int MOST_KINKS_SHOWN = 20;

    private final Op op;
    private final long seed;

    private GradientCheck(Op op, long seed) {
        this.op = op;
        this.seed = seed;
    }

    /**
     * A check of an op.
     *
     * @param op the op
     * @return its check
     */
    public static GradientCheck of(Op op) {
        return new GradientCheck(op, DEFAULT_SEED);
    }

    /**
     * A check of a function of one input, such as a loss.
     *
     * @param function the function; everything else that it uses has to be a constant
     * @return its check
     */
    public static GradientCheck of(UnaryOperator<Node> function) {
        return of(new FunctionOp(inputs -> function.apply(only(inputs)), function.getClass()));
    }

    private static Node only(List<Node> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("takes 1 input, was given " + inputs.size() + "; ofMany takes several");
        }
        return inputs.get(0);
    }

    /**
     * A check of a function of several inputs.
     *
     * @param function the function of the inputs in order
     * @return its check
     */
    public static GradientCheck ofMany(Function<List<Node>, Node> function) {
        return of(new FunctionOp(function));
    }

    /**
     * The same check with other random directions and cotangents.
     *
     * @param otherSeed where they come from
     * @return the new check
     */
    public GradientCheck withSeed(long otherSeed) {
        return new GradientCheck(op, otherSeed);
    }

    /**
     * Checks the gradient at some inputs, and insists. A failure is written as a page, too, if there is a place for it:
     * {@link GradientReport} says where.
     *
     * @param inputs the inputs
     * @return the findings
     * @throws AssertionError with the findings and the name of the page, if the gradient is wrong or the inputs prove nothing
     * @throws IllegalArgumentException if the inputs do not fit
     */
    public GradientReport require(Tensor... inputs) {
        GradientReport report = check(inputs);
        if (report.verdict() != Verdict.PASSED) {
            throw new AssertionError(report.textWithPage());
        }
        return report;
    }

    /**
     * Checks the gradient at some inputs.
     *
     * @param inputs the inputs
     * @return the findings
     * @throws IllegalArgumentException if the inputs do not fit
     */
    public GradientReport check(Tensor... inputs) {
        Case call = new Case(op, inputs);
        Probe probe;
        try {
            probe = new Probe(call);
        } catch (IllegalArgumentException doNotFit) {
            throw doNotFit;
        } catch (RuntimeException | AssertionError broken) {
            return without(Verdict.FAILED, Trial.cannotBeHad(call, broken), call);
        }
        Optional<String> nothing = Vacuity.ofValue(probe);
        if (nothing.isPresent()) {
            return without(Verdict.INCONCLUSIVE, inconclusive(call, nothing.get()), call);
        }
        try {
            probe.pullback(probe.value());
            return check(call, Smooth.of(call, seed));
        } catch (RuntimeException | AssertionError broken) {
            return without(Verdict.FAILED, Trial.cannotBeHad(call, broken), call);
        }
    }

    private GradientReport check(Case call, Smooth smooth) {
        Optional<String> edge =
                Vacuity.ofDifferences(smooth.partFor(Law.VJP_AGREES_WITH_DIFFERENCES), new SplittableRandom(seed));
        if (edge.isPresent()) {
            return without(Verdict.INCONCLUSIVE, inconclusive(call, edge.get()) + below(smooth), call);
        }
        Trial trial = Trial.of(smooth, seed);
        Optional<Law> broken = trial.firstBroken();
        if (broken.isPresent()) {
            return GradientReport.ofBroken(broken.get(), trial.complaint(broken.get()), smooth, trial::verdicts);
        }
        if (trial.complaintAtKinks().isPresent()) {
            return with(trial, Verdict.FAILED, trial.complaintAtKinks().get());
        }
        Optional<String> vacuity;
        try {
            vacuity = Vacuity.ofEvidence(smooth, seed);
        } catch (AssertionError byOneInputAlone) {
            Law law = Law.VJP_AGREES_WITH_DIFFERENCES;
            trial.breaks(law, byOneInputAlone.getMessage());
            return GradientReport.ofBroken(law, trial.complaint(law), smooth, trial::verdicts);
        }
        if (vacuity.isPresent()) {
            return with(trial, Verdict.INCONCLUSIVE, inconclusive(call, vacuity.get()) + below(smooth));
        }
        String text = op + ": passed" + Trial.caught(trial.smallestBias()) + below(smooth);
        return with(trial, Verdict.PASSED, text);
    }

    private static GradientReport with(Trial trial, Verdict verdict, String text) {
        Smooth smooth = trial.smooth();
        double smallestBias = verdict == Verdict.PASSED ? trial.smallestBias() : Double.POSITIVE_INFINITY;
        CheckPage page = new CheckPage(smooth, text, Optional.empty(), trial::verdicts);
        return new GradientReport(verdict, smallestBias, smooth.kinks(), text, page);
    }

    /** A report of what could not be tried. */
    private static GradientReport without(Verdict verdict, String text, Case call) {
        CheckPage page = new CheckPage(Smooth.unknown(call), text, Optional.empty(), List::of);
        return new GradientReport(verdict, Double.POSITIVE_INFINITY, List.of(), text, page);
    }

    private static String inconclusive(Case call, String reason) {
        return call.op() + ": inconclusive, because " + reason;
    }

    private static String below(Smooth smooth) {
        return lines(smooth.kinksOfValue(), "checked against the one-sided derivatives")
                + lines(smooth.kinksOfSlope(), "left out of the laws on second derivatives");
    }

    private static String lines(List<String> kinks, String fate) {
        StringBuilder lines = new StringBuilder();
        for (String kink : kinks.subList(0, Math.min(kinks.size(), MOST_KINKS_SHOWN))) {
            lines.append("\n  kink: ").append(kink).append(", ").append(fate);
        }
        if (kinks.size() > MOST_KINKS_SHOWN) {
            lines.append("\n  and ")
                    .append(kinks.size() - MOST_KINKS_SHOWN)
                    .append(" kinks more, ")
                    .append(fate);
        }
        return lines.toString();
    }
}
