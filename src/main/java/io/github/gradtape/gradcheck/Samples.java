package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.random.RandomGenerator;

/** Random shapes and tensors to make the domain of an op of. */
public final class Samples {

    private static final int MAX_RANK = 4;
    private static final int MAX_EXTENT = 4;

    /** 2⁻¹⁰⁷⁴ is the smallest number. */
    private static final int SMALLEST_EXPONENT = -1074;

    /**
     * Where something changes: ε against 1, 1 against e^x (36.7), the smallest normal number, the largest number and the smallest
     * number as e^x (708.4, 709.78, 745.13).
     */
    private static final double[] THRESHOLDS = {
        0,
        Double.MIN_NORMAL,
        0x1p-53,
        1,
        36.7368005696771,
        708.3964185322641,
        709.782712893384,
        745.1332191019411,
        0x1p53,
        Double.MAX_VALUE
    };

    private Samples() {}

    /**
     * A shape of rank 0 to 4 with extents 1 to 4.
     *
     * @param random where all choices come from
     * @return a shape
     */
    public static Shape shape(RandomGenerator random) {
        return shape(random.nextInt(MAX_RANK + 1), random);
    }

    /**
     * A shape of a given rank with extents 1 to 4.
     *
     * @param rank the rank
     * @param random where all choices come from
     * @return a shape
     */
    public static Shape shape(int rank, RandomGenerator random) {
        return Shape.of(random.ints(rank, 1, MAX_EXTENT + 1).toArray());
    }

    /**
     * A shape that broadcasts to a given one, often the same; any two of them broadcast with each other.
     *
     * @param common the given shape
     * @param random where all choices come from
     * @return a shape
     */
    public static Shape broadcastingTo(Shape common, RandomGenerator random) {
        int missing = oneIn(4, random) ? random.nextInt(common.rank() + 1) : 0;
        int[] extents = new int[common.rank() - missing];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = oneIn(4, random) ? 1 : common.extent(missing + axis);
        }
        return Shape.of(extents);
    }

    /**
     * Numbers of either sign whose magnitudes are spread evenly over the orders of magnitude from low to high.
     *
     * @param shape the shape
     * @param low the smallest magnitude, positive
     * @param high the largest
     * @param random where all choices come from
     * @return a tensor
     */
    public static Tensor magnitudes(Shape shape, double low, double high, RandomGenerator random) {
        Tensor logarithms = Tensor.uniform(shape, Math.log(low), Math.log(high), random);
        return Elementwise.map(logarithms, x -> random.nextBoolean() ? Math.exp(x) : -Math.exp(x));
    }

    /**
     * Numbers around 0, in random order, any two of them at least a gap apart and the closest ones less than three.
     *
     * @param shape the shape
     * @param gap the gap
     * @param random where all choices come from
     * @return a tensor
     */
    public static Tensor distinct(Shape shape, double gap, RandomGenerator random) {
        double[] values = new double[shape.size()];
        for (int k = 0; k < values.length; k++) {
            int other = random.nextInt(k + 1);
            values[k] = values[other];
            values[other] = gap * (2 * k - (values.length - 1) + random.nextDouble());
        }
        return Tensor.adopt(shape, values);
    }

    /**
     * A tensor with about a third of its elements replaced by another one, or by what is one ulp off another one.
     *
     * @param x the tensor
     * @param random where all choices come from
     * @return a tensor of the same shape
     */
    public static Tensor withTies(Tensor x, RandomGenerator random) {
        double[] values = x.toArray();
        for (int i = 0; i < values.length; i++) {
            if (oneIn(3, random)) {
                double other = values[random.nextInt(values.length)];
                values[i] =
                        random.nextBoolean() ? other : random.nextBoolean() ? Math.nextUp(other) : Math.nextDown(other);
            }
        }
        return Tensor.adopt(x.shape(), values);
    }

    /**
     * A tensor with every element nearer than a gap to a kink moved away from it, by the gap.
     *
     * @param x the tensor
     * @param gap the gap
     * @param kinks where the kinks are, well apart
     * @return a tensor of the same shape
     */
    public static Tensor awayFrom(Tensor x, double gap, double... kinks) {
        return Elementwise.map(x, value -> {
            for (double kink : kinks) {
                if (Math.abs(value - kink) < gap) {
                    return value + (value < kink ? -gap : gap);
                }
            }
            return value;
        });
    }

    /**
     * Logits on one random scale from 1e-3 to a largest one, with ties and one-ulp gaps.
     *
     * @param shape the shape
     * @param largest the largest magnitude, more than 1e-3
     * @param random where all choices come from
     * @return a tensor
     */
    public static Tensor logits(Shape shape, double largest, RandomGenerator random) {
        double scale = Math.exp(random.nextDouble(Math.log(1e-3), Math.log(largest)));
        return withTies(Tensor.uniform(shape, -scale, scale, random), random);
    }

    /**
     * Logits with some of them replaced by −∞, but never the first of a row.
     *
     * @param logits the logits
     * @param axis the axis of the classes
     * @param random where all choices come from
     * @return a tensor of the same shape
     */
    public static Tensor masked(Tensor logits, int axis, RandomGenerator random) {
        if (logits.shape().extent(axis) == 1) {
            return logits;
        }
        int classes = logits.shape().extent(axis);
        Tensor first = Layout.slice(logits, axis, 0, 1);
        Tensor others = Elementwise.map(
                Layout.slice(logits, axis, 1, classes), z -> oneIn(6, random) ? Double.NEGATIVE_INFINITY : z);
        return Layout.concatenate(axis, first, others);
    }

    /**
     * Targets of one kind or another: one-hot, probabilities, unnormalised, with zeros, or of either sign.
     *
     * @param shape the shape
     * @param axis the axis of the classes
     * @param random where all choices come from
     * @return a tensor
     */
    public static Tensor targets(Shape shape, int axis, RandomGenerator random) {
        Tensor weights = Tensor.uniform(shape, 0, 1, random);
        return switch (random.nextInt(5)) {
            case 0 -> oneHot(weights, axis);
            case 1 -> probabilities(shape, axis, random);
            case 2 -> Elementwise.multiply(weights, 3);
            case 3 -> Elementwise.map(weights, t -> oneIn(2, random) ? 0 : t);
            default -> Elementwise.map(weights, t -> 2 * t - 1);
        };
    }

    /**
     * Probabilities, their rows summing to 1.
     *
     * @param shape the shape
     * @param axis the axis of the classes
     * @param random where all choices come from
     * @return a tensor
     */
    public static Tensor probabilities(Shape shape, int axis, RandomGenerator random) {
        Tensor weights = Tensor.uniform(shape, 0, 1, random);
        return Elementwise.divide(
                weights, Reductions.sumTo(weights, weights.shape().collapsing(axis)));
    }

    /**
     * A cotangent: normally distributed, but once in eight all zeros, and once a single 1.
     *
     * @param shape the shape of the output that it belongs to
     * @param random where all choices come from
     * @return a tensor
     */
    public static Tensor cotangent(Shape shape, RandomGenerator random) {
        double[] unit = new double[shape.size()];
        int kind = random.nextInt(8);
        if (kind == 0 && unit.length > 0) {
            unit[random.nextInt(unit.length)] = 1;
        }
        return kind <= 1 ? Tensor.adopt(shape, unit) : Tensor.normal(shape, 0, 1, random);
    }

    /**
     * Finite numbers where code goes wrong: thresholds and their neighbours, every order of magnitude down to the subnormal ones,
     * ties and one-ulp gaps.
     *
     * @param shape the shape
     * @param random where all choices come from
     * @return a tensor
     */
    public static Tensor adversarial(Shape shape, RandomGenerator random) {
        Tensor numbers = Elementwise.map(Tensor.zeros(shape), any -> adversarial(random));
        return Elementwise.map(
                withTies(numbers, random), x -> Double.isFinite(x) ? x : Math.copySign(Double.MAX_VALUE, x));
    }

    private static double adversarial(RandomGenerator random) {
        double magnitude;
        if (random.nextBoolean()) {
            double threshold = THRESHOLDS[random.nextInt(THRESHOLDS.length)];
            magnitude = threshold + random.nextInt(-2, 3) * Math.ulp(threshold);
        } else {
            int exponent = random.nextInt(SMALLEST_EXPONENT, Double.MAX_EXPONENT + 1);
            magnitude = Math.scalb(random.nextDouble(1, 2), exponent);
        }
        return random.nextBoolean() ? magnitude : -magnitude;
    }

    /** 1 at the largest entry of each row, 0 elsewhere. */
    private static Tensor oneHot(Tensor weights, int axis) {
        return Elementwise.zip(
                weights,
                Reductions.maxTo(weights, weights.shape().collapsing(axis)),
                (w, largest) -> w == largest ? 1 : 0);
    }

    /** True once in so many times. */
    static boolean oneIn(int times, RandomGenerator random) {
        return random.nextInt(times) == 0;
    }
}
