package io.github.gradtape.nn;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * What a parameter starts from.
 *
 * <p>Those that are scaled to a unit's numbers of inputs and outputs read them from the weight's shape: [outputs, inputs], or
 * [outputs, inputs, height, width] with every place of a filter an input and an output of its own, as PyTorch counts them.
 */
@FunctionalInterface
public interface Initialiser {

    /** All 0. Weights that start so suffice for softmax regression, which is convex; hidden units would all stay the same. */
    Initialiser ZEROS = (shape, random) -> Tensor.zeros(shape);

    /** All 1. */
    Initialiser ONES = (shape, random) -> Tensor.ones(shape);

    /** Normal of mean 0 and deviation 1. */
    Initialiser NORMAL = (shape, random) -> Tensor.normal(shape, 0, 1, random);

    /** Uniform within ±1/√inputs, as PyTorch's {@code torch.nn.Linear} and {@code Conv2d} start from. */
    Initialiser UNIFORM = (shape, random) -> uniform(shape, 1 / Math.sqrt(inputs(shape)), random);

    /** Uniform within ±√(6/(inputs + outputs)), which suits tanh and sigmoid (Glorot and Bengio 2010). */
    Initialiser XAVIER = (shape, random) -> uniform(shape, Math.sqrt(6.0 / (inputs(shape) + outputs(shape))), random);

    /** Normal of deviation √(2/inputs), which suits relu and its relatives (He et al. 2015). */
    Initialiser HE = (shape, random) -> Tensor.normal(shape, 0, Math.sqrt(2.0 / inputs(shape)), random);

    /**
     * The values to start from.
     *
     * @param shape the shape of the parameter
     * @param random where random values come from
     * @return values of this shape
     * @throws IllegalArgumentException if the shape has no numbers of inputs and outputs to be scaled to
     */
    Tensor values(Shape shape, RandomGenerator random);

    private static int inputs(Shape weight) {
        requireWeight(weight);
        return weight.size() / weight.extent(0);
    }

    private static int outputs(Shape weight) {
        requireWeight(weight);
        return weight.size() / weight.extent(1);
    }

    private static void requireWeight(Shape weight) {
        if (weight.rank() < 2 || weight.size() == 0) {
            throw new IllegalArgumentException(
                    "a weight of shape " + weight
                            + " has no numbers of inputs and outputs to be scaled to: expected [outputs, inputs, …], none of them 0");
        }
    }

    private static Tensor uniform(Shape shape, double bound, RandomGenerator random) {
        return Tensor.uniform(shape, -bound, bound, random);
    }
}
