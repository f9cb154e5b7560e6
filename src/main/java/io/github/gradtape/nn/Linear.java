package io.github.gradtape.nn;

import io.github.gradtape.ops.Affine;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.List;

/**
 * A linear map of the last axis and a shift: y = x Wᵀ + b.
 *
 * <pre>
 * input       x        […, inputs], at least a matrix
 * output      y        […, outputs]
 * parameters  weight   [outputs, inputs], as PyTorch has it
 *             bias     [outputs], 0 to begin with
 * </pre>
 *
 * @param inputs how many numbers of a sample it takes, at least 1
 * @param outputs how many numbers it makes of them, at least 1
 * @param initialiser where the weight starts
 */
public record Linear(int inputs, int outputs, Initialiser initialiser) implements Layer {

    /**
     * A linear map of the last axis and a shift.
     *
     * @param inputs how many numbers of a sample it takes, at least 1
     * @param outputs how many numbers it makes of them, at least 1
     * @param initialiser where the weight starts
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public Linear {
        Settings.requirePositive("Linear", "inputs", inputs);
        Settings.requirePositive("Linear", "outputs", outputs);
    }

    /**
     * A linear map whose weight starts as {@link Initialiser#HE} has it.
     *
     * @param inputs how many numbers of a sample it takes, at least 1
     * @param outputs how many numbers it makes of them, at least 1
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public Linear(int inputs, int outputs) {
        this(inputs, outputs, Initialiser.HE);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("weight", Shape.of(outputs, inputs), initialiser),
                new Parameter("bias", Shape.of(outputs), Initialiser.ZEROS));
    }

    @Override
    public Node apply(Node x, Pass pass) {
        if (x.shape().rank() < 2) {
            throw new IllegalArgumentException(
                    this + " of " + x.shape() + ": takes samples along axis 0, as in " + Shape.of(1, inputs));
        }
        Settings.requireLastAxis(this, x, inputs);
        return new Affine(true).apply(x, pass.parameter("weight"), pass.parameter("bias"));
    }

    @Override
    public String toString() {
        return "Linear[inputs=" + inputs + ", outputs=" + outputs + "]";
    }
}
