package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;

/** The laws hold the second and third derivatives of the fused loss, under any options. */
class SoftmaxCrossEntropyGradientTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Case loss = Domains.of(SoftmaxCrossEntropy.class).sample(random);
            SoftmaxCrossEntropy op = (SoftmaxCrossEntropy) loss.op();
            return new Case(new SoftmaxCrossEntropyGradient(op.axis(), op.options()), loss.primals());
        };
    }
}
