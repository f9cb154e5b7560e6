package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;
import static io.github.gradtape.tape.Derivatives.stopGradient;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.List;

/**
 * Brings each sample's last axis to mean 0 and variance 1, then scales and shifts: y = w ⊙ (x − μ)/√(σ² + ε) + b (Ba, Kiros and
 * Hinton 2016).
 *
 * <pre>
 * input       x        […, features]
 * output      y        of the same shape; μ and σ² are the mean and the variance of the features of a sample
 * parameters  weight   [features], 1 to begin with
 *             bias     [features], 0 to begin with
 * </pre>
 *
 * @param features how many numbers the last axis has, at least 1
 */
public record LayerNorm(int features) implements Layer {

    /** ε, as PyTorch has it. */
    public static final double EPSILON = 1e-5;

    /**
     * Brings each sample's last axis to mean 0 and variance 1.
     *
     * @param features how many numbers the last axis has, at least 1
     * @throws IllegalArgumentException if it is less than 1
     */
    public LayerNorm {
        Settings.requirePositive("LayerNorm", "features", features);
    }

    @Override
    public List<Parameter> parameters() {
        Shape shape = Shape.of(features);
        return List.of(
                new Parameter("weight", shape, Initialiser.ONES), new Parameter("bias", shape, Initialiser.ZEROS));
    }

    @Override
    public Node apply(Node x, Pass pass) {
        Settings.requireLastAxis(this, x, features);
        Node shifted = subtract(x, mean(x));
        // of numbers far from 0 and close together, the rounding of their mean is not small beside their differences
        Node centred = subtract(shifted, mean(stopGradient(shifted)));
        Node deviation = sqrt(add(mean(square(centred)), constant(EPSILON)));
        Node normal = divide(centred, deviation);
        return add(multiply(normal, pass.parameter("weight")), pass.parameter("bias"));
    }

    private Node mean(Node x) {
        return divide(sumKept(x, -1), constant(features));
    }
}
