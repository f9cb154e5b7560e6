package io.github.gradtape.ops;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;

/** An op whose value is right and whose pullback is another, unless that is {@link #RIGHT}. */
record WrongOp(Op op, Pullback wrong) implements Op {

    /** What a wrong pullback returns for the primals that it leaves to the right one. */
    static final Node RIGHT = null;

    interface Pullback {
        Node apply(int primal, Node yBar, Node y, Node... primals);
    }

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
        Node xBar = wrong.apply(primal, yBar, y, primals);
        return xBar != RIGHT ? xBar : op.pullback(primal, yBar, y, primals);
    }
}
