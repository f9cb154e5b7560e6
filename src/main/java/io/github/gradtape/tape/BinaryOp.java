package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;

/** An op of two primals. */
public interface BinaryOp extends Op {

    /**
     * Computes the output.
     *
     * @param a the first primal
     * @param b the second primal
     * @return the output
     * @throws IllegalArgumentException if the primals do not fit the op or each other
     */
    Tensor evaluate(Tensor a, Tensor b);

    /**
     * Computes the output and perhaps a residual for the pullbacks, as {@link Op#evaluateWithResidual}.
     *
     * @param a the first primal
     * @param b the second primal
     * @return the output, and a residual unless the op leaves none
     * @throws IllegalArgumentException if the primals do not fit the op or each other
     */
    default Evaluation evaluateWithResidual(Tensor a, Tensor b) {
        return new Evaluation(evaluate(a, b));
    }

    /**
     * Pulls the cotangent of the output back to the first primal.
     *
     * @param yBar the cotangent of the output, of its shape
     * @param y the output
     * @param a the first primal
     * @param b the second primal
     * @return the cotangent of the first primal, of its shape
     */
    Node pullbackToFirst(Node yBar, Node y, Node a, Node b);

    /**
     * Pulls the cotangent of the output back to the second primal.
     *
     * @param yBar the cotangent of the output, of its shape
     * @param y the output
     * @param a the first primal
     * @param b the second primal
     * @return the cotangent of the second primal, of its shape
     */
    Node pullbackToSecond(Node yBar, Node y, Node a, Node b);

    @Override
    default Tensor evaluate(Tensor... primals) {
        Arity.require(2, primals);
        return evaluate(primals[0], primals[1]);
    }

    @Override
    default Evaluation evaluateWithResidual(Tensor... primals) {
        Arity.require(2, primals);
        return evaluateWithResidual(primals[0], primals[1]);
    }

    @Override
    default Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return primal == 0
                ? pullbackToFirst(yBar, y, primals[0], primals[1])
                : pullbackToSecond(yBar, y, primals[0], primals[1]);
    }
}
