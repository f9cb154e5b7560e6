package io.github.gradtape.gradcheck;

import io.github.gradtape.ops.Affine;
import io.github.gradtape.ops.BroadcastTo;
import io.github.gradtape.ops.Concatenate;
import io.github.gradtape.ops.Gather;
import io.github.gradtape.ops.Matmul;
import io.github.gradtape.ops.MaxTo;
import io.github.gradtape.ops.Pad;
import io.github.gradtape.ops.Permute;
import io.github.gradtape.ops.Reshape;
import io.github.gradtape.ops.ScatterAdd;
import io.github.gradtape.ops.Slice;
import io.github.gradtape.ops.SumTo;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The domains of the ops that repeat, reduce, move, pick or multiply out: ranks 0 to 4, any axis, also counted from the end. */
final class StructureDomains {

    private static final double GAP = 1e-1;

    /** Of one shape and not alike, so that one taken for the other is seen. */
    private static final Tensor SQUARE = Tensor.of(new double[][] {{1, 2}, {3, 4}});

    private static final Tensor OTHER_SQUARE = Tensor.of(new double[][] {{5, -6}, {7, 8}});

    private StructureDomains() {}

    static Map<Class<? extends Op>, Domain> all() {
        Map<Class<? extends Op>, Domain> all = new LinkedHashMap<>();
        all.put(
                BroadcastTo.class,
                new Drawn(StructureDomains::broadcastTo)
                        .corner(new BroadcastTo(Shape.SCALAR), ones())
                        .corner(new BroadcastTo(Shape.of(1, 1)), ones())
                        .corner(new BroadcastTo(Shape.of(2, 0)), ones(2, 1))
                        .corner(new BroadcastTo(Shape.of(2, 0, 3)), ones(0, 1)));
        all.put(
                SumTo.class,
                new Drawn(StructureDomains::sumTo)
                        .corner(new SumTo(Shape.SCALAR), ones())
                        .corner(new SumTo(Shape.SCALAR), ones(1, 1))
                        .corner(new SumTo(Shape.of(2, 1)), ones(2, 0))
                        .corner(new SumTo(Shape.of(0, 1)), ones(2, 0, 3)));
        all.put(
                MaxTo.class,
                new Drawn(StructureDomains::maxTo)
                        .corner(new MaxTo(Shape.SCALAR), ones())
                        .corner(new MaxTo(Shape.SCALAR), ones(1, 1))
                        .corner(new MaxTo(Shape.of(3)), ones(3))
                        .corner(new MaxTo(Shape.of(0, 1)), ones(2, 0, 3))
                        .corner(new MaxTo(Shape.SCALAR), Tensor.of(-1e150, 1e-150, 1e150))
                        .kink(new MaxTo(Shape.SCALAR), ones(3))
                        .kink(new MaxTo(Shape.SCALAR), Tensor.of(0.0, -0.0, -1))
                        .kink(new MaxTo(Shape.of(2, 1)), Tensor.of(new double[][] {{1, 3, 3}, {2, 2, 0}})));
        all.put(
                Reshape.class,
                new Drawn(StructureDomains::reshape)
                        .corner(new Reshape(Shape.SCALAR), ones(1, 1))
                        .corner(new Reshape(Shape.of(1)), ones())
                        .corner(new Reshape(Shape.of(2, 3)), ones(2, 3))
                        .corner(new Reshape(Shape.of(5, 0)), ones(0, 3)));
        all.put(
                Permute.class,
                new Drawn(StructureDomains::permute)
                        .corner(new Permute(List.of()), ones())
                        .corner(new Permute(List.of(-1)), ones(1))
                        .corner(new Permute(List.of(-1, 0, 1)), ones(2, 0, 3)));
        all.put(
                Slice.class,
                new Drawn(StructureDomains::slice)
                        .corner(new Slice(0, 0, 1), ones(1))
                        .corner(new Slice(-1, 1, 1), ones(2, 3))
                        .corner(new Slice(0, 0, 0), ones(0, 3))
                        .corner(new Slice(1, 1, 3), ones(0, 3)));
        all.put(
                Pad.class,
                new Drawn(StructureDomains::pad)
                        .corner(new Pad(0, 0, 0), ones(1))
                        .corner(new Pad(-1, 1, 2), ones(2, 0))
                        .corner(new Pad(1, 1, 2), ones(0, 2)));
        all.put(
                Concatenate.class,
                new Drawn(StructureDomains::concatenate)
                        .corner(new Concatenate(0), ones(1))
                        .corner(new Concatenate(-1), ones(2, 0), ones(2, 3), ones(2, 0))
                        .corner(new Concatenate(0), ones(0), ones(0))
                        .corner(new Concatenate(1), ones(0, 2), ones(0, 3)));
        all.put(
                Gather.class,
                new Drawn(StructureDomains::gather)
                        .corner(new Gather(0), ones(1), Tensor.of(0, -0.0, 0))
                        .corner(new Gather(0), ones(3), Tensor.of())
                        .corner(new Gather(-1), ones(2, 0), Tensor.zeros(Shape.of(2, 0)))
                        .corner(new Gather(-1), ones(0, 2), Tensor.zeros(Shape.of(0, 3))));
        all.put(
                ScatterAdd.class,
                new Drawn(StructureDomains::scatterAdd)
                        .corner(new ScatterAdd(0, 1), ones(3), Tensor.of(0, -0.0, 0))
                        .corner(new ScatterAdd(0, 3), Tensor.of(), Tensor.of())
                        .corner(new ScatterAdd(-1, 0), ones(2, 0), Tensor.zeros(Shape.of(2, 0)))
                        .corner(new ScatterAdd(-1, 2), ones(0, 3), Tensor.zeros(Shape.of(0, 3))));
        all.put(
                Affine.class,
                new Drawn(StructureDomains::affine)
                        .corner(new Affine(false), ones(1, 1), ones(1, 1), ones(1))
                        .corner(new Affine(false), ones(2, 0), ones(0, 3), ones(3))
                        .corner(new Affine(true), ones(2, 3), ones(0, 3), ones(0))
                        .corner(new Affine(false), SQUARE, OTHER_SQUARE, Tensor.of(9, 10))
                        .corner(new Affine(true), ones(0, 2, 3), ones(4, 3), ones(4)));
        all.put(
                Matmul.class,
                new Drawn(StructureDomains::matmul)
                        .corner(new Matmul(false, false), ones(1, 1), ones(1, 1))
                        .corner(new Matmul(false, false), ones(2, 0), ones(0, 3))
                        .corner(new Matmul(true, false), ones(2, 0), ones(2, 3))
                        .corner(new Matmul(false, true), ones(2, 3), ones(0, 3))
                        .corner(new Matmul(true, true), ones(3, 2), ones(4, 3))
                        .corner(new Matmul(false, false), SQUARE, OTHER_SQUARE)
                        .corner(new Matmul(false, true), ones(0, 2, 3), ones(4, 3))
                        .corner(new Matmul(true, false), ones(2, 1, 3, 2), ones(4, 3, 1)));
        return all;
    }

    static Tensor ones(int... extents) {
        return Tensor.ones(Shape.of(extents));
    }

    static Tensor values(Shape shape, RandomGenerator random) {
        return Samples.magnitudes(shape, 1e-3, 1e2, random);
    }

    private static Shape shapeWithAxes(RandomGenerator random) {
        return Samples.shape(random.nextInt(1, 5), random);
    }

    private static int axisOf(Shape shape, RandomGenerator random) {
        return random.nextInt(-shape.rank(), shape.rank());
    }

    private static Tensor indices(Shape shape, int extent, RandomGenerator random) {
        return Tensor.of(
                shape, random.ints(shape.size(), 0, extent).asDoubleStream().toArray());
    }

    private static Case broadcastTo(RandomGenerator random) {
        Shape shape = Samples.shape(random);
        return new Case(new BroadcastTo(shape), values(Samples.broadcastingTo(shape, random), random));
    }

    private static Case sumTo(RandomGenerator random) {
        Shape shape = Samples.shape(random);
        return new Case(new SumTo(Samples.broadcastingTo(shape, random)), values(shape, random));
    }

    private static Case maxTo(RandomGenerator random) {
        Shape shape = Samples.shape(random);
        return new Case(new MaxTo(Samples.broadcastingTo(shape, random)), Samples.distinct(shape, GAP, random));
    }

    /** To a flat shape, or to the extents in another order with a new axis of extent 1. */
    private static Case reshape(RandomGenerator random) {
        Shape shape = Samples.shape(random);
        Shape wanted = Shape.of(shape.size());
        if (!Samples.oneIn(4, random)) {
            int[] order = order(shape.rank(), random);
            Shape shuffled = Shape.of(IntStream.of(order).map(shape::extent).toArray());
            wanted = shuffled.inserting(random.nextInt(shape.rank() + 1), 1);
        }
        return new Case(new Reshape(wanted), values(shape, random));
    }

    private static Case permute(RandomGenerator random) {
        Shape shape = Samples.shape(random);
        List<Integer> axes = IntStream.of(order(shape.rank(), random))
                .mapToObj(axis -> random.nextBoolean() ? axis : axis - shape.rank())
                .toList();
        return new Case(new Permute(axes), values(shape, random));
    }

    private static int[] order(int rank, RandomGenerator random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.shuffle(order, new Random(random.nextLong()));
        return order.stream().mapToInt(axis -> axis).toArray();
    }

    private static Case slice(RandomGenerator random) {
        Shape shape = shapeWithAxes(random);
        int axis = axisOf(shape, random);
        int from = random.nextInt(shape.extent(axis) + 1);
        int to = random.nextInt(from, shape.extent(axis) + 1);
        return new Case(new Slice(axis, from, to), values(shape, random));
    }

    private static Case pad(RandomGenerator random) {
        Shape shape = shapeWithAxes(random);
        Pad pad = new Pad(axisOf(shape, random), random.nextInt(3), random.nextInt(3));
        return new Case(pad, values(shape, random));
    }

    private static Case concatenate(RandomGenerator random) {
        Shape shape = shapeWithAxes(random);
        int axis = axisOf(shape, random);
        List<Tensor> parts = random.ints(random.nextInt(1, 5), 0, 4)
                .mapToObj(extent -> values(shape.with(axis, extent), random))
                .toList();
        return new Case(new Concatenate(axis), parts);
    }

    private static Case gather(RandomGenerator random) {
        Shape shape = shapeWithAxes(random);
        int axis = axisOf(shape, random);
        Tensor indices = indices(shape.with(axis, random.nextInt(6)), shape.extent(axis), random);
        return new Case(new Gather(axis), values(shape, random), indices);
    }

    private static Case scatterAdd(RandomGenerator random) {
        Shape shape = shapeWithAxes(random);
        ScatterAdd scatterAdd = new ScatterAdd(axisOf(shape, random), random.nextInt(1, 5));
        return new Case(scatterAdd, values(shape, random), indices(shape, scatterAdd.extent(), random));
    }

    private static Case matmul(RandomGenerator random) {
        return product(new Matmul(random.nextBoolean(), random.nextBoolean()), random);
    }

    private static Case product(Matmul matmul, RandomGenerator random) {
        int m = random.nextInt(1, 5);
        int k = random.nextInt(1, 5);
        int n = random.nextInt(1, 5);
        Shape batches = Samples.shape(random.nextInt(3), random);
        Tensor a = values(matrices(batches, m, k, matmul.transposeFirst(), random), random);
        Tensor b = values(matrices(batches, k, n, matmul.transposeSecond(), random), random);
        return new Case(matmul, a, b);
    }

    private static Case affine(RandomGenerator random) {
        boolean transposeWeight = random.nextBoolean();
        List<Tensor> factors =
                product(new Matmul(false, transposeWeight), random).primals();
        int n = factors.get(1).shape().extent(transposeWeight ? -2 : -1);
        return new Case(new Affine(transposeWeight), factors.get(0), factors.get(1), values(Shape.of(n), random));
    }

    private static Shape matrices(Shape batches, int rows, int columns, boolean transposed, RandomGenerator random) {
        Shape mine = Samples.broadcastingTo(batches, random);
        int rank = mine.rank();
        return mine.inserting(rank, transposed ? columns : rows).inserting(rank + 1, transposed ? rows : columns);
    }
}
