package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;

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
}
