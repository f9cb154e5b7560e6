package io.github.gradtape.cli;

import io.github.gradtape.ops.LossOptions;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.ops.SoftmaxCrossEntropy;
import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;

/** Wrong paths. */
final class Planted {

    /** The fused node with the textbook pullback s − t, which forgets that the loss is a mean over the batch. */
    static final LossPath NOT_A_MEAN =
            new LossPath("fused", "z -> ForgetsTheMean", (z, t) -> new ForgetsTheMean().apply(z, t));

    /** The right loss and one more: its gradient is right. */
    static final LossPath ONE_MORE = new LossPath(
            "fused",
            "z -> SoftmaxCrossEntropy -> Add",
            (z, t) -> Ops.add(Ops.softmaxCrossEntropy(z, t), Node.constant(1)));

    private Planted() {}

    private record ForgetsTheMean() implements BinaryOp {

        @Override
        public Tensor evaluate(Tensor z, Tensor t) {
            return new SoftmaxCrossEntropy(1, LossOptions.mean()).evaluate(z, t);
        }

        @Override
        public Node pullbackToFirst(Node yBar, Node y, Node z, Node t) {
            return Ops.multiply(yBar, Ops.subtract(Ops.softmax(z), t));
        }

        @Override
        public Node pullbackToSecond(Node yBar, Node y, Node z, Node t) {
            throw new AssertionError("nobody asks for the targets' gradient");
        }
    }
}
