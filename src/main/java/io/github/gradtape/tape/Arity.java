package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;

/** The check that an op is given as many primals as it takes. */
final class Arity {

    private Arity() {}

    static void require(int arity, Tensor... primals) {
        if (primals.length != arity) {
            throw new IllegalArgumentException(
                    "takes " + arity + (arity == 1 ? " primal" : " primals") + ", was given " + primals.length);
        }
    }
}
