package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One call of an op: the op with its settings, and values for its primals.
 *
 * @param op the op
 * @param primals the values, in the op's order
 */
public record Case(Op op, List<Tensor> primals) {

    /**
     * One call of an op.
     *
     * @param op the op
     * @param primals the values, in the op's order
     */
    public Case {
        primals = List.copyOf(primals);
    }

    /**
     * One call of an op.
     *
     * @param op the op
     * @param primals the values, in the op's order
     */
    public Case(Op op, Tensor... primals) {
        this(op, List.of(primals));
    }

    /** Which primals have a gradient, without a call of the op. */
    int[] differentiable() {
        Node[] nodes = copies();
        return IntStream.range(0, nodes.length)
                .filter(k -> op.isDifferentiable(k, nodes))
                .toArray();
    }

    /** How many elements they have together. */
    int entries() {
        return IntStream.of(differentiable()).map(k -> primals.get(k).size()).sum();
    }

    /** Copies of the primals for the op: one that writes to what it is given must not change the call, which others are made of. */
    Node[] copies() {
        return primals.stream()
                .map(x -> Node.constant(Tensor.of(x.shape(), x.borrow())))
                .toArray(Node[]::new);
    }
}
