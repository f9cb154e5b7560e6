package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;

/** The laws hold the second and third derivatives of the log-softmax. */
class LogSoftmaxJacobianProductTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            boolean transposed = random.nextBoolean();
            return BehindSoftmax.domain(axis -> new LogSoftmaxJacobianProduct(axis, transposed))
                    .sample(random);
        };
    }
}
