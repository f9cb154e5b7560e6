package io.github.gradtape.viz;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;

/** An op of any name and any number of primals. */
record Join(String name) implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        return Tensor.scalar(primals.length);
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return yBar;
    }

    @Override
    public String toString() {
        return name;
    }
}
