package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sigmoid;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Tensor;

/**
 * Weights that sum to one, each its input's logistic as a share of all of them.
 *
 * <pre>
 * primal    x
 * output    y          yᵢ = σ(xᵢ) / Σₖ σ(xₖ) along the axis
 * pullback  x̄ = y ⊙ σ(−x) ⊙ (ȳ − Σ y ⊙ ȳ)
 * </pre>
 *
 * <p>A row whose logistics all underflow to 0, below −745, is NaN.
 *
 * @param axis the axis normalised along, negative to count from the end
 */
public record NormalisedSigmoid(int axis) implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        Node logistic = sigmoid(Node.constant(x));
        return divide(logistic, sumKept(logistic, axis)).value();
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        Node centred = subtract(yBar, sumKept(multiply(y, yBar), axis));
        return multiply(multiply(y, sigmoid(negate(x))), centred);
    }
}
