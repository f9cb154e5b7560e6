package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.where;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * An op of some entries of its primals alone, the others being held where they are.
 *
 * @param op the op
 * @param held the primals
 * @param free for each primal 1 at the entries that may move and 0 at those that are held
 */
record Holding(Op op, List<Tensor> held, List<Tensor> free) implements Op {

    static Case of(Case call, List<Tensor> free) {
        return new Case(new Holding(call.op(), call.primals(), free), call.primals());
    }

    /** An op of one primal alone, and of that of the free entries. */
    static Case ofPrimal(Case call, int primal, List<Tensor> free) {
        List<Tensor> alone = new ArrayList<>();
        for (int k = 0; k < free.size(); k++) {
            alone.add(k == primal ? free.get(k) : Tensor.zeros(free.get(k).shape()));
        }
        return of(call, alone);
    }

    /** Another op of the same entries alone. */
    Holding with(Op other) {
        return new Holding(other, held, free);
    }

    @Override
    public Tensor evaluate(Tensor... primals) {
        Tensor[] values = new Tensor[primals.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = placed(k, constant(primals[k])).value();
        }
        return op.evaluate(values);
    }

    private Node placed(int primal, Node x) {
        return where(constant(free.get(primal)), x, constant(held.get(primal)));
    }

    @Override
    public boolean isDifferentiable(int primal, Node... primals) {
        return op.isDifferentiable(primal, primals);
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        Node[] values = new Node[primals.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = placed(k, primals[k]);
        }
        return where(constant(free.get(primal)), op.pullback(primal, yBar, y, values), constant(0));
    }

    @Override
    public String toString() {
        return op.toString();
    }
}
