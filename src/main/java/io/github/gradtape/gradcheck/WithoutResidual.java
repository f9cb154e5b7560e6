package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;

/**
 * An op that leaves its pullbacks no residual, so that they compute it.
 *
 * @param op the op as it is
 */
record WithoutResidual(Op op) implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        return op.evaluate(primals);
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return op.isDifferentiable(primal, primals);
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return op.pullback(primal, yBar, y, primals);
    }

    @Override
    public String toString() {
        return op.toString();
    }
}
