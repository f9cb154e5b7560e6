package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/** The laws hold the second and third derivatives of the softmax. */
class SoftmaxJacobianProductTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Case softmax = Domains.of(Softmax.class).sample(random);
            int axis = ((Softmax) softmax.op()).axis();
            Tensor s = SoftmaxKernels.softmax(softmax.primals().get(0), axis);
            return new Case(new SoftmaxJacobianProduct(axis), s, Tensor.normal(s.shape(), 0, 1, random));
        };
    }
}
