package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.Tensor;

/** The laws hold the second and third derivatives of the logistic function and of tanh. */
class LogisticSlopeTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Tensor x = Domains.of(Sigmoid.class).sample(random).primals().get(0);
            int steepness = random.nextInt(1, 3);
            return new Case(new LogisticSlope(steepness), Tensor.normal(x.shape(), 0, 1, random), x);
        };
    }
}
