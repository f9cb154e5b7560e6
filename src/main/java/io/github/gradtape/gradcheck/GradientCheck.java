package io.github.gradtape.gradcheck;

import io.github.gradtape.gradcheck.GradientReport.Verdict;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Locale;
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

    private static final int TRIES = 3;
    private static final long DEFAULT_SEED = 1;

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
     * @param function the function; everything else that it uses is a constant
     * @return its check
     */
    public static GradientCheck of(UnaryOperator<Node> function) {
        return ofMany(inputs -> function.apply(inputs.get(0)));
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
     * Checks the gradient at some inputs, and insists.
     *
     * @param inputs the inputs
     * @return the findings
     * @throws AssertionError with the findings, if the gradient is wrong or the inputs prove nothing
     * @throws IllegalArgumentException if the inputs do not fit
     */
    public GradientReport require(Tensor... inputs) {
        GradientReport report = check(inputs);
        if (report.verdict() != Verdict.PASSED) {
            throw new AssertionError(report.text());
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
        Optional<String> nothing = Vacuity.ofValue(new Probe(call));
        return nothing.isPresent() ? inconclusive(nothing.get(), List.of()) : check(call);
    }

    private GradientReport check(Case call) {
        double smallestBias = Double.POSITIVE_INFINITY;
        List<String> kinks = List.of();
        try {
            new Probe(call).pullback(new Probe(call).value());
            Smooth smooth = Smooth.of(call, seed);
            kinks = smooth.kinks();
            Case part = smooth.partFor(Law.VJP_AGREES_WITH_DIFFERENCES);
            Optional<String> edge = Vacuity.ofDifferences(part, random(0));
            if (edge.isPresent()) {
                return inconclusive(edge.get(), kinks);
            }
            for (Law law : Law.values()) {
                if (smooth.hasSomethingFor(law)) {
                    smallestBias = Math.min(smallestBias, hold(law, call, smooth.partFor(law)));
                }
            }
            if (!kinks.isEmpty()) {
                for (int i = 0; i < TRIES; i++) {
                    Kink.check(call, random(i));
                }
            }
            if (smooth.hasSomethingFor(Law.VJP_AGREES_WITH_DIFFERENCES)) {
                Optional<String> vacuity = Vacuity.ofEvidence(call, smooth.free(), seed, TRIES);
                if (vacuity.isPresent()) {
                    return inconclusive(vacuity.get(), kinks);
                }
            }
        } catch (AssertionError broken) {
            return new GradientReport(Verdict.FAILED, Double.POSITIVE_INFINITY, kinks, broken.getMessage());
        } catch (IllegalArgumentException | IllegalStateException broken) {
            String text = op + ": its gradient cannot be had, because: " + broken.getMessage();
            return new GradientReport(Verdict.FAILED, Double.POSITIVE_INFINITY, kinks, text);
        }
        String bias = smallestBias < 1
                ? String.format(Locale.ROOT, "; a relative bias of %.1e would have been caught", smallestBias)
                : "";
        return new GradientReport(Verdict.PASSED, smallestBias, kinks, op + ": passed" + bias + below(kinks));
    }

    /** The smallest bias that a law would have caught. */
    private double hold(Law law, Case call, Case smooth) {
        double smallestBias = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIES; i++) {
            try {
                Evidence evidence = law.verify(smooth, random(i));
                if (evidence.isConclusive()) {
                    smallestBias = Math.min(smallestBias, evidence.smallestBias());
                }
            } catch (AssertionError broken) {
                throw new AssertionError(broken.getMessage() + Explanation.of(law, call, smooth), broken);
            }
        }
        return smallestBias;
    }

    private SplittableRandom random(int i) {
        return new SplittableRandom(seed + i);
    }

    private GradientReport inconclusive(String reason, List<String> kinks) {
        String text = op + ": inconclusive, because " + reason + below(kinks);
        return new GradientReport(Verdict.INCONCLUSIVE, Double.POSITIVE_INFINITY, kinks, text);
    }

    private static String below(List<String> kinks) {
        StringBuilder lines = new StringBuilder();
        for (String kink : kinks) {
            lines.append("\n  kink: ").append(kink).append(", checked against the one-sided derivatives");
        }
        return lines.toString();
    }
}
