package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Why a comparison that nothing disagreed with proves nothing all the same. */
final class Vacuity {

    private Vacuity() {}

    /** What cannot be checked at all, found before any law is tried. */
    static Optional<String> ofValue(Probe probe) {
        if (probe.differentiable().isEmpty()) {
            return Optional.of("no input has a gradient");
        }
        if (probe.value().size() == 0 || probe.differentiable().stream().allMatch(x -> x.size() == 0)) {
            return Optional.of("there are no elements to differentiate");
        }
        for (double entry : probe.value().borrow()) {
            if (!Double.isFinite(entry)) {
                return Optional.of("the value is not finite: " + entry);
            }
        }
        return Optional.empty();
    }

    /** Whether differences can be had at all: not at the edge of where the function is defined, nor of one too fast for them. */
    static Optional<String> ofDifferences(Case call, RandomGenerator random) {
        Probe probe = new Probe(call);
        List<Tensor> direction = probe.direction(random);
        Tensor error = Differences.derivative(h -> probe.valueAt(direction, h)).error();
        boolean isRepeated = probe.value().equals(probe.again().value()); // if not, there is a law to say so
        return isRepeated && DoubleStream.of(error.borrow()).anyMatch(Double::isInfinite)
                ? Optional.of("differences find no step at which the function is finite on both sides and resolved"
                        + probe.refusal(direction)
                                .map(it -> "; beside these inputs: " + it)
                                .orElse(""))
                : Optional.empty();
    }

    /** What the VJP of a call that passed was compared with: for each input by itself, and for each output element. */
    static Optional<String> ofEvidence(Smooth smooth, long seed) {
        Case call = smooth.call();
        List<Tensor> free = smooth.free();
        List<Evidence> all = new ArrayList<>();
        for (int k : call.differentiable()) {
            if (IntStream.range(0, free.get(k).size()).anyMatch(at(free.get(k)))) {
                List<Evidence> found = evidence(Holding.ofPrimal(call, k, free), seed);
                if (found.stream().noneMatch(Evidence::isConclusive)) {
                    return Optional.of("by input " + k + " " + reason(comparisons(found)));
                }
                all.addAll(found);
            }
        }
        return all.isEmpty()
                ? Optional.of("every entry is at a kink, where there is no derivative to compare with")
                : ofOutputs(all, new Probe(call));
    }

    private static IntPredicate at(Tensor free) {
        return i -> free.borrow()[i] != 0;
    }

    private static List<Evidence> evidence(Case call, long seed) {
        return IntStream.range(0, Trial.TRIES)
                .mapToObj(i -> Law.VJP_AGREES_WITH_DIFFERENCES.verify(call, new SplittableRandom(seed + i)))
                .toList();
    }

    private static List<Evidence.Comparison> comparisons(List<Evidence> found) {
        return found.stream().flatMap(one -> one.comparisons().stream()).toList();
    }

    /** The first comparison is that of a random cotangent, those behind it of the unit cotangents in order. */
    private static Optional<String> ofOutputs(List<Evidence> all, Probe probe) {
        int units = all.get(0).comparisons().size() - 1;
        for (int i = 0; i < units; i++) {
            int at = i + 1;
            List<Evidence.Comparison> ofElement =
                    all.stream().map(one -> one.comparisons().get(at)).toList();
            boolean isConstant = ofElement.stream().allMatch(one -> one.actual() == 0);
            if (!isConstant && ofElement.stream().noneMatch(Evidence.Comparison::isConclusive)) {
                return Optional.of("output element "
                        + Arrays.toString(probe.value().shape().index(i)) + " " + reason(ofElement));
            }
        }
        return Optional.empty();
    }

    private static String reason(List<Evidence.Comparison> comparisons) {
        double slope = comparisons.stream()
                .mapToDouble(one -> Math.abs(one.actual()))
                .max()
                .orElse(0);
        double noise = comparisons.stream()
                .mapToDouble(one -> one.tolerance() + Math.abs(one.expected()))
                .max()
                .orElse(0);
        return slope == 0
                ? "the gradient is zero, and so is any multiple of it: a constant read-out, a flat part or an optimum"
                : "the slope, " + Diagnosis.number(slope) + ", is lost in the noise of differences, "
                        + Diagnosis.number(noise)
                        + ": a saturated row, a constant read-out, terms that cancel, or a scale "
                        + "far from 1";
    }
}
