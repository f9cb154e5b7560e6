package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.subtract;

import io.github.gradtape.data.Standardiser;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.List;

/**
 * Brings the features of samples to the scale on which the network was trained: y = (x − mean) / deviation.
 *
 * <p>As the first layer of a network it makes the model take data as they come. Training leaves its values as they are.
 *
 * @param sample the shape of a sample
 * @param mean what the parameter {@code mean} starts from
 * @param deviation what the parameter {@code deviation} starts from
 */
public record Standardise(Shape sample, Initialiser mean, Initialiser deviation) implements Layer {

    /**
     * Brings samples to the scale of others.
     *
     * @param standardiser the statistics of those
     */
    public Standardise(Standardiser standardiser) {
        this(
                standardiser.mean().shape(),
                (shape, random) -> standardiser.mean(),
                (shape, random) -> standardiser.deviation());
    }

    /**
     * Leaves samples as they are, until its parameters are given other values.
     *
     * @param sample the shape of a sample
     */
    public Standardise(Shape sample) {
        this(sample, Initialiser.ZEROS, Initialiser.ONES);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("mean", sample, mean), new Parameter("deviation", sample, deviation));
    }

    @Override
    public Node apply(Node x, Pass pass) {
        if (x.shape().rank() == 0 || !x.shape().without(0).equals(sample)) {
            throw new IllegalArgumentException(
                    this + " of " + x.shape() + ": takes samples along axis 0, as in " + sample.inserting(0, 1));
        }
        return divide(subtract(x, pass.fixed("mean")), pass.fixed("deviation"));
    }

    @Override
    public String toString() {
        return "Standardise[sample=" + sample + "]";
    }
}
