package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sigmoid;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Logistic;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * The logistic loss of independent yes-or-no answers, from logits: what {@link SoftmaxCrossEntropy} is for two classes with
 * logits z and 0, at every element.
 *
 * <pre>
 * primals    z, t       logits and targets of one shape; t is the probability of yes
 * output     ℓ = t softplus(−z) + (1 − t) softplus(z), reduced over the elements
 * pullbacks  z̄ = ℓ̄ ((1 − t) σ(z) − t σ(−z)),  t̄ = −ℓ̄ z
 * </pre>
 *
 * <p>A confident element keeps its digits: σ(−z), not 1 − σ(z). What a target rules out costs nothing, not even at z = ±∞.
 * Targets outside 0 to 1 are no probabilities, but are taken as they are, as {@link SoftmaxCrossEntropy} takes them: the formulas
 * hold, and the loss may be negative.
 *
 * @param reduction what becomes of the losses of the elements
 */
public record BinaryCrossEntropy(Reduction reduction) implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor logits, Tensor targets) {
        if (!logits.shape().equals(targets.shape())) {
            throw new IllegalArgumentException(
                    "targets must have the logits' shape " + logits.shape() + ", had " + targets.shape());
        }
        Tensor costs = Elementwise.zip(logits, targets, (z, t) -> cost(t, -z) + cost(1 - t, z));
        return reduction.of(costs, costs.size());
    }

    private static double cost(double weight, double z) {
        return weight == 0 ? 0 : weight * Logistic.softplus(z);
    }

    @Override
    public Node pullbackToFirst(Node lossBar, Node loss, Node logits, Node targets) {
        Node no = multiply(subtract(constant(1), targets), sigmoid(logits));
        Node yes = multiply(targets, sigmoid(negate(logits)));
        return multiply(elementCotangents(lossBar, logits.shape()), subtract(no, yes));
    }

    @Override
    public Node pullbackToSecond(Node lossBar, Node loss, Node logits, Node targets) {
        return negate(multiply(elementCotangents(lossBar, logits.shape()), logits));
    }

    private Node elementCotangents(Node lossBar, Shape elements) {
        return reduction.pullback(lossBar, elements, elements.size());
    }
}
