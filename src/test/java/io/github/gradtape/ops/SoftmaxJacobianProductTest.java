package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.softmax;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;

/** The laws hold the second and third derivatives of the softmax. */
class SoftmaxJacobianProductTest implements OpLaws {

    /** The product behind its softmax: differences of probabilities alone would leave those that sum to 1. */
    private record OfLogits(int axis) implements BinaryOp {

        private SoftmaxJacobianProduct product() {
            return new SoftmaxJacobianProduct(axis);
        }

        @Override
        public Tensor evaluate(Tensor logits, Tensor v) {
            return product().evaluate(SoftmaxKernels.softmax(logits, axis), v);
        }

        @Override
        public Node pullbackToFirst(Node pBar, Node p, Node logits, Node v) {
            Node s = softmax(logits, axis);
            return new Softmax(axis).pullback(product().pullbackToFirst(pBar, p, s, v), s, logits);
        }

        @Override
        public Node pullbackToSecond(Node pBar, Node p, Node logits, Node v) {
            return product().pullbackToSecond(pBar, p, softmax(logits, axis), v);
        }
    }

    @Override
    public Domain domain() {
        return random -> {
            Case softmax = Domains.of(Softmax.class).sample(random);
            Tensor logits = softmax.primals().get(0);
            int axis = ((Softmax) softmax.op()).axis();
            return new Case(new OfLogits(axis), logits, Tensor.normal(logits.shape(), 0, 1, random));
        };
    }
}
