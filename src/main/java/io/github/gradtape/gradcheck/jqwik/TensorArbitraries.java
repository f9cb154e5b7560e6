package io.github.gradtape.gradcheck.jqwik;

import io.github.gradtape.gradcheck.Complexity;
import io.github.gradtape.gradcheck.Samples;
import io.github.gradtape.gradcheck.Simpler;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Generators of shapes and tensors for properties of one's own, such as logits and targets of the same shape by
 * {@code batches().flatMap(…)}. All of them shrink, to smaller shapes and to elements with fewer digits.
 */
public final class TensorArbitraries {

    private static final int MAX_RANK = 4;
    private static final int MAX_EXTENT = 4;
    private static final double LARGEST_LOGIT = 800;
    private static final double SUM_TOLERANCE = 1e-12;

    private TensorArbitraries() {}

    /**
     * Shapes of rank 0 to 4 with extents 1 to 4.
     *
     * @return an arbitrary of shapes
     */
    public static Arbitrary<Shape> shapes() {
        return Arbitraries.integers()
                .between(1, MAX_EXTENT)
                .list()
                .ofMaxSize(MAX_RANK)
                .map(extents ->
                        Shape.of(extents.stream().mapToInt(extent -> extent).toArray()));
    }

    /**
     * Shapes of rank 2, rows by classes: sometimes no row, or a single class.
     *
     * @return an arbitrary of shapes
     */
    public static Arbitrary<Shape> batches() {
        Arbitrary<Integer> rows = Arbitraries.integers().between(0, MAX_EXTENT);
        Arbitrary<Integer> classes = Arbitraries.integers().between(1, MAX_EXTENT + 1);
        return rows.flatMap(n -> classes.map(k -> Shape.of(n, k)));
    }

    /**
     * Numbers of either sign, their magnitudes spread evenly from 1e-6 to 1e2; never 0, where many functions have a kink.
     *
     * @param shape the shape
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> tensors(Shape shape) {
        return shrinking(
                random -> Samples.magnitudes(shape, 1e-6, 1e2, random),
                x -> Arrays.stream(x.borrow()).noneMatch(element -> element == 0));
    }

    /**
     * Finite numbers of every magnitude where code goes wrong: 0 and −0, subnormals, the thresholds of exp and softmax at 36.7,
     * 709.78 and 745.13 and what is a few ulps off them, the largest, ties and one-ulp gaps.
     *
     * @param shape the shape
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> adversarial(Shape shape) {
        return shrinking(random -> Samples.adversarial(shape, random), x -> true);
    }

    /**
     * Logits up to ±800, so that gaps go beyond the thresholds of exp, on one scale each time; with ties and one-ulp gaps.
     *
     * @param shape the shape
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> logits(Shape shape) {
        return shrinking(random -> Samples.logits(shape, LARGEST_LOGIT, random), x -> true);
    }

    /**
     * Logits with some classes masked by −∞, but never all of a row.
     *
     * @param shape the shape, with at least one class
     * @param axis the axis of the classes, negative to count from the end
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> maskedLogits(Shape shape, int axis) {
        return shrinking(
                random -> Samples.masked(Samples.logits(shape, LARGEST_LOGIT, random), axis, random), x -> true);
    }

    /**
     * Probabilities: not negative, rows sum to 1.
     *
     * @param shape the shape, with at least one class
     * @param axis the axis of the classes, negative to count from the end
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> probabilities(Shape shape, int axis) {
        return shrinking(
                random -> Samples.probabilities(shape, axis, random),
                p -> sumToOne(p, axis),
                oneHot(shape, axis, Tensor.zeros(shape.without(axis))),
                halves(shape, axis));
    }

    /**
     * Labels of classes: whole numbers, one axis fewer than the logits.
     *
     * @param shape the shape of the logits, with at least one class
     * @param axis the axis of the classes, negative to count from the end
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> labels(Shape shape, int axis) {
        Shape rows = shape.without(axis);
        return Arbitraries.integers()
                .between(0, shape.extent(axis) - 1)
                .list()
                .ofSize(rows.size())
                .map(labels -> Tensor.of(
                        rows, labels.stream().mapToDouble(label -> label).toArray()));
    }

    /**
     * One-hot targets: a single 1 in each row, 0 elsewhere.
     *
     * @param shape the shape, with at least one class
     * @param axis the axis of the classes, negative to count from the end
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> oneHot(Shape shape, int axis) {
        return labels(shape, axis).map(labels -> oneHot(shape, axis, labels));
    }

    /**
     * Targets of any kind: one-hot, probabilities, with zeros, not normalised, of either sign.
     *
     * @param shape the shape, with at least one class
     * @param axis the axis of the classes, negative to count from the end
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> targets(Shape shape, int axis) {
        return shrinking(random -> Samples.targets(shape, axis, random), x -> true);
    }

    /**
     * Cotangents: normally distributed, and now and then a single 1 or all zeros.
     *
     * @param shape the shape of the output that they belong to
     * @return an arbitrary of tensors
     */
    public static Arbitrary<Tensor> cotangents(Shape shape) {
        return shrinking(random -> Samples.cotangent(shape, random), x -> true);
    }

    private static boolean sumToOne(Tensor p, int axis) {
        return Arrays.stream(p.borrow()).allMatch(entry -> entry >= 0)
                && Arrays.stream(Reductions.sum(p, axis).borrow()).allMatch(sum -> Math.abs(sum - 1) <= SUM_TOLERANCE);
    }

    private static Tensor oneHot(Shape shape, int axis, Tensor labels) {
        Tensor column = Layout.reshape(labels, shape.with(axis, 1));
        return Elementwise.zip(classes(shape, axis), column, (k, label) -> k == label ? 1 : 0);
    }

    /** 1/2, 1/4, 1/8 and so on, the last one twice: few digits, all positive. */
    private static Tensor halves(Shape shape, int axis) {
        int last = shape.extent(axis) - 1;
        Tensor row = Elementwise.map(classes(shape, axis), k -> Math.scalb(1.0, -(int) Math.min(k + 1, last)));
        return Elementwise.multiply(row, Tensor.ones(shape));
    }

    /** The number of each class along its axis, every other extent being 1. */
    private static Tensor classes(Shape shape, int axis) {
        Shape row = Shape.of(Arrays.stream(shape.extents()).map(extent -> 1).toArray())
                .with(axis, shape.extent(axis));
        double[] numbers = new double[row.size()];
        Arrays.setAll(numbers, k -> k);
        return Tensor.adopt(row, numbers);
    }

    private static Arbitrary<Tensor> shrinking(
            Function<RandomGenerator, Tensor> sampler, Predicate<Tensor> stays, Tensor... simplest) {
        return Arbitraries.fromGenerator(
                random -> new ShrinkableTensor(sampler.apply(random), stays, List.of(simplest)));
    }

    private record ShrinkableTensor(Tensor value, Predicate<Tensor> stays, List<Tensor> simplest)
            implements Shrinkable<Tensor> {

        @Override
        public Stream<Shrinkable<Tensor>> shrink() {
            Complexity complexity = Complexity.of(value);
            return Stream.concat(simplest.stream(), Simpler.tensors(value))
                    .filter(simpler -> Complexity.of(simpler).compareTo(complexity) < 0)
                    .filter(stays)
                    .map(simpler -> new ShrinkableTensor(simpler, stays, simplest));
        }

        @Override
        public ShrinkingDistance distance() {
            Complexity complexity = Complexity.of(value);
            return ShrinkingDistance.of(complexity.size(), complexity.digits());
        }
    }
}
