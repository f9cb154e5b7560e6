package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/** The laws hold the second and third derivatives of the fused loss. */
class SoftmaxCrossEntropyGradientTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            LossCall call = LossCall.random(300, random);
            Shape rows = call.logits().shape().with(call.axis(), 1);
            return new Case(
                    new SoftmaxCrossEntropyGradient(call.axis()),
                    call.logits(),
                    call.targets(),
                    Tensor.normal(rows, 0, 1, random));
        };
    }
}
