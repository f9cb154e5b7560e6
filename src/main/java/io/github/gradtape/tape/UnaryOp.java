package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;

/** An op of one primal. */
public interface UnaryOp extends Op {

    /**
     * Computes the output.
     *
     * @param x the primal
     * @return the output
     * @throws IllegalArgumentException if the primal does not fit the op
     */
    Tensor evaluate(Tensor x);

    /**
     * Computes the output and perhaps a residual for the pullback, as {@link Op#evaluateWithResidual}.
     *
     * @param x the primal
     * @return the output, and a residual unless the op leaves none
     * @throws IllegalArgumentException if the primal does not fit the op
     */
    default Evaluation evaluateWithResidual(Tensor x) {
        return new Evaluation(evaluate(x));
    }

    /**
     * Pulls the cotangent of the output back to the primal.
     *
     * @param yBar the cotangent of the output, of its shape
     * @param y the output
     * @param x the primal
     * @return the cotangent of the primal, of its shape
     */
    Node pullback(Node yBar, Node y, Node x);

    @Override
    default Tensor evaluate(Tensor... primals) {
        Arity.require(1, primals);
        return evaluate(primals[0]);
    }

    @Override
    default Evaluation evaluateWithResidual(Tensor... primals) {
        Arity.require(1, primals);
        return evaluateWithResidual(primals[0]);
    }

    @Override
    default Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return pullback(yBar, y, primals[0]);
    }
}
