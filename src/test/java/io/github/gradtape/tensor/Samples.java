package io.github.gradtape.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Random tensors and shapes, and tensors defined index by index for reference. */
final class Samples {

    private static final double[] SPECIAL = {
        0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
    };

    private Samples() {}

    /** Whole numbers from −9 to 9, none of them −0: sums of products of them are exact in any order. */
    static Tensor whole(Shape shape, Random random) {
        return byIndex(shape, index -> random.nextInt(-9, 10));
    }

    /** Numbers of which no two sums in another order need be the same. */
    static Tensor rough(Shape shape, Random random) {
        return byIndex(shape, index -> random.nextGaussian() * Math.pow(2, random.nextInt(-30, 30)));
    }

    /** Rough numbers among zeros of both signs, infinities, NaN and the extremes. */
    static Tensor special(Shape shape, Random random) {
        return byIndex(
                shape,
                index -> random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian());
    }

    /** Whole numbers from 0 to extent − 1. */
    static Tensor positions(Shape shape, int extent, Random random) {
        return byIndex(shape, index -> random.nextInt(extent));
    }

    /** A shape that broadcasts to another one: some axes are 1 and some leading ones missing. */
    static Shape broadcastingTo(Shape shape, Random random) {
        int rank = random.nextInt(shape.rank() + 1);
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = random.nextInt(3) == 0 ? 1 : shape.extent(axis - rank);
        }
        return Shape.of(extents);
    }

    /** The numbers 0 to count − 1 in random order. */
    static int[] permutation(int count, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** An axis of a shape, sometimes counted from the end. */
    static int axis(Shape shape, Random random) {
        return random.nextInt(-shape.rank(), shape.rank());
    }

    static Tensor byIndex(Shape shape, ToDoubleFunction<int[]> element) {
        return Tensor.of(shape, indices(shape).stream().mapToDouble(element).toArray());
    }

    /** All indices of a shape in row-major order. */
    static List<int[]> indices(Shape shape) {
        List<int[]> indices = List.of(new int[0]);
        for (int extent : shape.extents()) {
            List<int[]> longer = new ArrayList<>();
            for (int[] index : indices) {
                for (int position = 0; position < extent; position++) {
                    longer.add(appended(index, position));
                }
            }
            indices = longer;
        }
        return indices;
    }

    /** An index with the position along one axis changed. */
    static int[] with(int[] index, int axis, int position) {
        int[] changed = index.clone();
        changed[axis] = position;
        return changed;
    }

    private static int[] appended(int[] index, int position) {
        int[] longer = Arrays.copyOf(index, index.length + 1);
        longer[index.length] = position;
        return longer;
    }

    /** The inner product ⟨a, b⟩ of two tensors of one shape. */
    static double dot(Tensor a, Tensor b) {
        double total = 0;
        for (int i = 0; i < a.size(); i++) {
            total += a.borrow()[i] * b.borrow()[i];
        }
        return total;
    }
}
