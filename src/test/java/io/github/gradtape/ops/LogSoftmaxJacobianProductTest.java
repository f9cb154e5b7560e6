package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;

/** The laws hold the second and third derivatives of the log-softmax. */
class LogSoftmaxJacobianProductTest implements OpLaws {

    @Override
    public Domain domain() {
        return BehindSoftmax.domain(LogSoftmaxJacobianProduct::new);
    }
}
