package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Tensor;

/** An op of one primal with a pullback of its own. */
record WrongPullback(Op op, Pullback wrong) implements UnaryOp {

    interface Pullback {
        Node apply(Node yBar, Node y, Node x);
    }

    @Override
    public Tensor evaluate(Tensor x) {
        return op.evaluate(x);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return wrong.apply(yBar, y, x);
    }

    @Override
    public String toString() {
        return "wrong " + op;
    }
}
