package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.softmax;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;
import java.util.function.IntFunction;

/** An op of probabilities and a vector behind its softmax: differences of probabilities alone would leave those that sum to 1. */
record BehindSoftmax(BinaryOp op, int axis) implements BinaryOp {

    /** The cases of the softmax, each with a vector. */
    static Domain domain(IntFunction<BinaryOp> opOfAxis) {
        return random -> {
            Case softmax = Domains.of(Softmax.class).sample(random);
            Tensor logits = softmax.primals().get(0);
            int axis = ((Softmax) softmax.op()).axis();
            BinaryOp op = new BehindSoftmax(opOfAxis.apply(axis), axis);
            return new Case(op, logits, Tensor.normal(logits.shape(), 0, 1, random));
        };
    }

    @Override
    public Tensor evaluate(Tensor logits, Tensor v) {
        return op.evaluate(SoftmaxKernels.softmax(logits, axis), v);
    }

    @Override
    public Node pullbackToFirst(Node pBar, Node p, Node logits, Node v) {
        Node s = softmax(logits, axis);
        return new Softmax(axis).pullback(op.pullbackToFirst(pBar, p, s, v), s, logits);
    }

    @Override
    public Node pullbackToSecond(Node pBar, Node p, Node logits, Node v) {
        return op.pullbackToSecond(pBar, p, softmax(logits, axis), v);
    }
}
