package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Finds the entries of the primals at which a function has no derivative, from values alone: it does not ask for the derivative
 * that is under test.
 *
 * <p>Where there is one, f(h) − 2 f(0) + f(−h) falls like h²; at a kink it is h times the difference of the one-sided slopes.
 * So the quotient by h halves from step to step, or stays. It also stays at steps longer than the distance to a kink nearby; the
 * first step is so short that {@link Differences} find steps on this side of any kink that is not found here. Which entries are to
 * blame is found by halving. Kinks of both signs may cancel along one direction, so that several entries are tried along some.
 */
final class KinkSearch {

    private static final int FIRST_STEP = 12;
    private static final int LAST_STEP = 26;
    private static final int STEPS_THAT_PROVE = 4;

    /** So many directions, along each of which kinks would have to cancel. */
    private static final int DIRECTIONS = 3;

    /** Between a half, where there is a derivative, and 1. */
    private static final double STAYS = 0.7;

    private static final double ROUNDING = 0x1p-53;
    private static final double NOISE = 64 * ROUNDING;
    private static final double SMALLEST_SHARE = 1e-6;

    private final List<Tensor> differentiable;
    private final RandomGenerator random;
    private final BiFunction<List<Tensor>, Double, Tensor> f;

    private KinkSearch(Probe probe, RandomGenerator random, BiFunction<List<Tensor>, Double, Tensor> f) {
        this.differentiable = probe.differentiable();
        this.random = random;
        this.f = f;
    }

    /** The entries of the differentiable primals, counted through all of them, at which the output has a kink. */
    static BitSet ofValue(Case call, RandomGenerator random) {
        Probe probe = new Probe(call);
        return new KinkSearch(probe, random, probe::valueAt).all();
    }

    /** The entries at which the pullback of a random cotangent has a kink, so that there is no second derivative. */
    static BitSet ofPullback(Case call, RandomGenerator random) {
        Probe probe = new Probe(call);
        Tensor yBar = probe.cotangent(random);
        return new KinkSearch(probe, random, (direction, h) -> joined(probe.pullbackAt(direction, h, yBar))).all();
    }

    /** All elements of some tensors, one tensor after the other. */
    static Tensor joined(List<Tensor> tensors) {
        Tensor[] flat =
                tensors.stream().map(x -> Layout.reshape(x, Shape.of(x.size()))).toArray(Tensor[]::new);
        return Layout.concatenate(0, flat);
    }

    private BitSet all() {
        BitSet entries = new BitSet();
        entries.set(0, differentiable.stream().mapToInt(Tensor::size).sum());
        return within(entries);
    }

    private BitSet within(BitSet entries) {
        int directions = Math.min(entries.cardinality(), DIRECTIONS);
        if (Stream.generate(() -> restricted(direction(), entries))
                .limit(directions)
                .noneMatch(direction -> hasKink(h -> f.apply(direction, h)))) {
            return new BitSet();
        }
        if (entries.cardinality() == 1) {
            return entries;
        }
        int half = entries.stream().skip(entries.cardinality() / 2).findFirst().orElseThrow();
        BitSet found = within(entries.get(0, half));
        BitSet upper = (BitSet) entries.clone();
        upper.clear(0, half);
        found.or(within(upper));
        return found.isEmpty() ? entries : found;
    }

    /** A direction in which every entry moves about as far as it moves in any, so that kinks nearby are met. */
    private List<Tensor> direction() {
        return differentiable.stream()
                .map(x -> Elementwise.map(
                        x,
                        entry -> Probe.scaleOf(entry) * random.nextDouble(0.75, 1) * (random.nextBoolean() ? 1 : -1)))
                .toList();
    }

    /** The tensors with 0 outside a set of entries, counted through all of them. */
    static List<Tensor> restricted(List<Tensor> tensors, BitSet entries) {
        List<Tensor> restricted = new ArrayList<>();
        int offset = 0;
        for (Tensor tensor : tensors) {
            double[] values = tensor.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = entries.get(offset + i) ? values[i] : 0;
            }
            offset += values.length;
            restricted.add(Tensor.adopt(tensor.shape(), values));
        }
        return restricted;
    }

    private static boolean hasKink(DoubleFunction<Tensor> along) {
        Tensor middle = along.apply(0);
        int[] stayed = new int[middle.size()];
        double[] before = new double[stayed.length];
        for (int step = FIRST_STEP; step <= LAST_STEP; step++) {
            double h = Math.scalb(1.0, -step);
            double[] right = along.apply(h).borrow();
            double[] left = along.apply(-h).borrow();
            for (int i = 0; i < stayed.length; i++) {
                double value = middle.borrow()[i];
                double bend = ((right[i] - value) - (value - left[i])) / h;
                double slope = Math.abs(right[i] - left[i]) / h;
                double noise = NOISE * (Math.abs(value) + Math.abs(right[i]) + Math.abs(left[i])) / h;
                boolean isBent = Math.abs(bend) > noise + SMALLEST_SHARE * slope;
                stayed[i] = isBent && stays(before[i], bend) ? stayed[i] + 1 : 0;
                before[i] = bend;
                if (stayed[i] == STEPS_THAT_PROVE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether (f(h) − 2 f(0) + f(−h)) / h is the same as that of twice the step, as at a kink. */
    static boolean stays(double before, double bend) {
        double ratio = bend / before;
        return STAYS <= ratio && ratio <= 1 / STAYS;
    }

    /** For each primal of a call, 1 at its entries but 0 at some of the differentiable ones. */
    static List<Tensor> without(BitSet entries, Case call) {
        List<Tensor> free = new ArrayList<>(
                call.primals().stream().map(x -> Tensor.ones(x.shape())).toList());
        int offset = 0;
        for (int k : call.differentiable()) {
            double[] ones = free.get(k).toArray();
            for (int i = 0; i < ones.length; i++) {
                ones[i] = entries.get(offset + i) ? 0 : 1;
            }
            offset += ones.length;
            free.set(k, Tensor.adopt(free.get(k).shape(), ones));
        }
        return free;
    }

    /** Where entries counted through all differentiable primals stand. */
    static List<String> named(BitSet entries, Case call) {
        List<String> names = new ArrayList<>();
        List<Tensor> free = without(entries, call);
        for (int k = 0; k < free.size(); k++) {
            for (int i = 0; i < free.get(k).size(); i++) {
                if (free.get(k).borrow()[i] == 0) {
                    names.add("input " + k
                            + (free.get(k).rank() == 0
                                    ? ""
                                    : " at "
                                            + Arrays.toString(
                                                    free.get(k).shape().index(i))) + " = "
                            + call.primals().get(k).borrow()[i]);
                }
            }
        }
        return names;
    }
}
