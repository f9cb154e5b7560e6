package io.github.gradtape.tape;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The product of two, which notes what its pullbacks are asked for and what they are given. */
final class Spy implements BinaryOp {

    /** The primals, by number, that a pullback was asked for, in order. */
    final List<Integer> asked = new ArrayList<>();

    /** Whether all nodes that the pullbacks were given were constants. */
    final List<Boolean> givenConstants = new ArrayList<>();

    @Override
    public Tensor evaluate(Tensor a, Tensor b) {
        return Elementwise.multiply(a, b);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node a, Node b) {
        note(0, yBar, y, a, b);
        return Ops.multiply(yBar, b);
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node a, Node b) {
        note(1, yBar, y, a, b);
        return Ops.multiply(yBar, a);
    }

    private void note(int primal, Node... given) {
        asked.add(primal);
        givenConstants.add(List.of(given).stream().allMatch(Node::isConstant));
    }
}
