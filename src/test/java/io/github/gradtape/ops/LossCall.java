package io.github.gradtape.ops;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/** One call of a loss with everything that the laws vary: logits, targets, class axis, reduction, and incoming cotangent. */
record LossCall(Tensor logits, Tensor targets, int axis, Reduction reduction, Tensor lossBar) {

    private static final List<Reduction> REDUCTIONS = List.of(Reduction.values());

    /** A random call of rank 1 to 4, any class axis, whose logits are at most {@code largest} in magnitude. */
    static LossCall random(double largest, RandomGenerator random) {
        Shape shape = Shape.of(random.ints(random.nextInt(1, 5), 1, 5).toArray());
        int axis = random.nextInt(shape.rank());
        Reduction reduction = REDUCTIONS.get(random.nextInt(3));
        Tensor logits = logits(shape, largest, random);
        Shape losses = reduction == Reduction.NONE ? shape.without(axis) : Shape.SCALAR;
        return new LossCall(logits, targets(shape, axis, random), axis, reduction, Tensor.normal(losses, 0, 1, random));
    }

    /** Logits on one random scale from 1e-3 up, a third of them tied with another or one ulp off it. */
    static Tensor logits(Shape shape, double largest, RandomGenerator random) {
        double scale = Math.exp(random.nextDouble(Math.log(1e-3), Math.log(largest)));
        double[] z = Tensor.uniform(shape, -scale, scale, random).toArray();
        for (int i = 0; i < z.length; i++) {
            double other = z[random.nextInt(z.length)];
            z[i] = switch (random.nextInt(9)) {
                case 0 -> other;
                case 1 -> Math.nextUp(other);
                case 2 -> Math.nextDown(other);
                default -> z[i];
            };
        }
        return Tensor.of(shape, z);
    }

    /** One-hot, soft, unnormalised, sparse or all-zero targets. */
    static Tensor targets(Shape shape, int axis, RandomGenerator random) {
        Tensor weights = Tensor.uniform(shape, 0, 1, random);
        Tensor largest = Reductions.maxTo(weights, weights.shape().collapsing(axis));
        return switch (random.nextInt(6)) {
            case 0, 1 -> Elementwise.zip(weights, largest, (w, max) -> w == max ? 1 : 0);
            case 2 ->
                Elementwise.divide(
                        weights, Reductions.sumTo(weights, weights.shape().collapsing(axis)));
            case 3 -> Elementwise.multiply(weights, 3);
            case 4 -> Elementwise.map(weights, w -> w < 0.5 ? 0 : w);
            default -> random.nextInt(8) == 0 ? Tensor.zeros(shape) : weights;
        };
    }

    /** The same call with other logits. */
    LossCall with(Tensor otherLogits) {
        return new LossCall(otherLogits, targets, axis, reduction, lossBar);
    }

    LossOptions options() {
        return LossOptions.of(reduction);
    }

    /** One number a row, reduced as the losses are. */
    Tensor reduced(Tensor rows) {
        return switch (reduction) {
            case NONE -> rows;
            case SUM -> Reductions.sum(rows);
            case MEAN -> Reductions.mean(rows);
        };
    }

    Tensor largest(Tensor x) {
        return Reductions.maxTo(x, x.shape().collapsing(axis));
    }

    Tensor sumsOf(Tensor x) {
        return Reductions.sumTo(x, x.shape().collapsing(axis));
    }

    int classes() {
        return logits.shape().extent(axis);
    }
}
