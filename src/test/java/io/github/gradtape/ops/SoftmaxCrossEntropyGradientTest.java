package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/** The laws hold the second and third derivatives of the fused loss, under any options. */
class SoftmaxCrossEntropyGradientTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Case loss = Domains.of(SoftmaxCrossEntropy.class).sample(random);
            SoftmaxCrossEntropy op = (SoftmaxCrossEntropy) loss.op();
            Tensor logits = loss.primals().get(0);
            Shape rows = logits.shape().with(op.axis(), 1);
            return new Case(
                    new SoftmaxCrossEntropyGradient(op.axis(), op.options()),
                    logits,
                    loss.primals().get(1),
                    Tensor.normal(rows, 0, 1, random));
        };
    }
}
