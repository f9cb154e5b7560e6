package io.github.gradtape.gradcheck;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One call of an op, made on a tape of its own, with all that laws ask of it; the primals without gradient stay fixed. */
final class Probe {

    /** The most output elements for which every row of the Jacobian is looked at. */
    private static final int SMALL = 24;

    private final Case call;
    private final Tape tape = new Tape();
    private final Node[] primals;
    private final int[] differentiable;
    private final Node[] wrt;
    private final Node y;

    Probe(Case call) {
        this.call = call;
        primals = call.copies();
        differentiable = call.differentiable();
        for (int k : differentiable) {
            primals[k] = tape.leaf(primals[k].value());
        }
        wrt = IntStream.of(differentiable).mapToObj(k -> primals[k]).toArray(Node[]::new);
        y = call.op().apply(primals);
    }

    Probe again() {
        return new Probe(call);
    }

    /** The same call of an op that leaves its pullbacks nothing: what stands between hands on outputs alone. */
    Probe withoutResidual() {
        Op bare = Mutant.ofPullback("without a residual", Op::pullback).of(call.op());
        return new Probe(new Case(bare, call.primals()));
    }

    /** Whether the primals still hold what they held before the op was applied. */
    boolean primalsAreUnchanged() {
        return Stream.of(primals).map(Node::value).toList().equals(call.primals());
    }

    /** Which primal the one so far down the differentiable ones is. */
    int primal(int differentiablePrimal) {
        return differentiable[differentiablePrimal];
    }

    /** The values of the primals that have a gradient. */
    List<Tensor> differentiable() {
        return Stream.of(wrt).map(Node::value).toList();
    }

    Tensor value() {
        return y.value();
    }

    List<Tensor> pullback(Tensor yBar) {
        return cotangents(tape.backward(y, yBar, wrt));
    }

    List<Tensor> pullbackOfTwoUses(Tensor yBar) {
        Node both = Ops.add(y, call.op().apply(primals));
        return cotangents(tape.backward(both, yBar, wrt));
    }

    private List<Tensor> cotangents(Gradients gradients) {
        List<Tensor> cotangents = new ArrayList<>();
        for (Node node : wrt) {
            cotangents.add(gradients.of(node));
        }
        return cotangents;
    }

    /** The derivative, along directions of the primals and of ȳ, of the products of the primals' cotangents with outer ones. */
    double secondOrder(Tensor yBar, List<Tensor> outer, List<Tensor> direction, Tensor yDirection) {
        Node seed = tape.leaf(yBar);
        List<Node> xBars = tape.recordBackward(y, seed, List.of(wrt));
        double sum = 0;
        for (int k = 0; k < wrt.length; k++) {
            sum += Law.dot(cotangents(tape.backward(xBars.get(k), outer.get(k), wrt)), direction);
            sum += Law.dot(tape.backward(xBars.get(k), outer.get(k), seed).of(seed), yDirection);
        }
        return sum;
    }

    /** The second derivatives of ⟨ȳ, y⟩, times a direction. */
    List<Tensor> hessianProduct(Tensor yBar, List<Tensor> direction) {
        Node slope = Node.constant(0);
        List<Node> xBars = tape.recordBackward(y, Node.constant(yBar), List.of(wrt));
        for (int k = 0; k < wrt.length; k++) {
            slope = Ops.add(slope, Ops.sum(Ops.multiply(xBars.get(k), Node.constant(direction.get(k)))));
        }
        return cotangents(tape.backward(slope, wrt));
    }

    private Case moved(List<Tensor> direction, double h) {
        List<Tensor> values = new ArrayList<>(call.primals());
        for (int i = 0; i < differentiable.length; i++) {
            int k = differentiable[i];
            values.set(k, Elementwise.add(values.get(k), Elementwise.multiply(direction.get(i), h)));
        }
        return new Case(call.op(), values);
    }

    /** The same call with the differentiable primals moved along a direction; none if the op refuses them. */
    private Optional<Probe> probeAt(List<Tensor> direction, double h) {
        try {
            return Optional.of(new Probe(moved(direction, h)));
        } catch (IllegalArgumentException outside) {
            return Optional.empty();
        }
    }

    /** What the op says of primals moved along a direction by next to nothing, if it refuses them on either side. */
    Optional<String> refusal(List<Tensor> direction) {
        try {
            new Probe(moved(direction, Differences.SHORTEST_CHOICE));
            new Probe(moved(direction, -Differences.SHORTEST_CHOICE));
            return Optional.empty();
        } catch (IllegalArgumentException outside) {
            return Optional.of(Trial.reason(outside));
        }
    }

    /** The output with the primals moved along a direction; NaN where the op refuses these, beyond the edge of its domain. */
    Tensor valueAt(List<Tensor> direction, double h) {
        return probeAt(direction, h).map(Probe::value).orElseGet(() -> Tensor.full(value().shape(), Double.NaN));
    }

    /** The same of the pullback of a cotangent. */
    List<Tensor> pullbackAt(List<Tensor> direction, double h, Tensor yBar) {
        return probeAt(direction, h)
                .map(there -> there.pullback(yBar))
                .orElseGet(() -> differentiable().stream()
                        .map(x -> Tensor.full(x.shape(), Double.NaN))
                        .toList());
    }

    /** How far each entry moves at most in a direction. */
    List<Tensor> scales() {
        return differentiable().stream()
                .map(x -> Elementwise.map(x, Probe::scaleOf))
                .toList();
    }

    /**
     * A random direction, each entry on the scale on which functions change: that of the primal's own entry, but no more than a
     * few units as long as these are not lost in it. Infinite entries do not move.
     */
    List<Tensor> direction(RandomGenerator random) {
        return differentiable().stream()
                .map(x -> Elementwise.map(x, entry -> random.nextDouble(-1, 1) * scaleOf(entry)))
                .toList();
    }

    /** How far an entry moves in a direction of its own scale; a subnormal one has no digits for that, and moves as 0 does. */
    static double scaleOf(double entry) {
        double size = Math.abs(entry);
        return size < Double.MIN_NORMAL ? 1 : Double.isInfinite(size) ? 0 : Math.min(size, Math.max(4, size * 0x1p-16));
    }

    Tensor cotangent(RandomGenerator random) {
        return Tensor.normal(value().shape(), 0, 1, random);
    }

    /** A random cotangent, and of a small output every unit cotangent. */
    List<Tensor> cotangents(RandomGenerator random) {
        List<Tensor> cotangents = new ArrayList<>(List.of(cotangent(random)));
        int size = value().size();
        for (int i = 0; i < size && size <= SMALL; i++) {
            cotangents.add(unit(value().shape(), i, 1));
        }
        return cotangents;
    }

    /** A value at one place, 0 at all others. */
    static Tensor unit(Shape shape, int at, double value) {
        double[] unit = new double[shape.size()];
        unit[at] = value;
        return Tensor.adopt(shape, unit);
    }

    List<Tensor> cotangentsOfPrimals(RandomGenerator random) {
        return differentiable().stream()
                .map(x -> Tensor.normal(x.shape(), 0, 1, random))
                .toList();
    }
}
