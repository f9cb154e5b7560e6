package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/** The laws hold the second and third derivatives of the loss of probabilities, under any options. */
class CrossEntropyGradientTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Case loss = Domains.of(CrossEntropy.class).sample(random);
            CrossEntropy op = (CrossEntropy) loss.op();
            Tensor probabilities = loss.primals().get(0);
            Shape rows = probabilities.shape().with(op.axis(), 1);
            return new Case(
                    new CrossEntropyGradient(op.axis(), op.options()),
                    probabilities,
                    loss.primals().get(1),
                    Tensor.normal(rows, 0, 1, random));
        };
    }
}
