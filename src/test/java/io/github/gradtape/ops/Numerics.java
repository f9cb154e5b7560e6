package io.github.gradtape.ops;

import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;

/** What the accuracy contract is about, of one row of logits; a faulty kernel takes the place of the ops. */
interface Numerics {

    /** The ops as they are. */
    Numerics TRUE = new Numerics() {

        @Override
        public double loss(double[] z, Tensor targets) {
            return node(LossOptions.none(), constant(Tensor.of(z)), targets)
                    .value()
                    .item();
        }

        @Override
        public double[] gradient(double[] z, Tensor targets, LossOptions options) {
            Tape tape = new Tape();
            Node logits = tape.leaf(Tensor.of(z));
            return tape.backward(node(options, logits, targets), logits)
                    .of(logits)
                    .toArray();
        }

        private static Node node(LossOptions options, Node logits, Tensor targets) {
            return new SoftmaxCrossEntropy(0, options).apply(logits, constant(targets));
        }

        @Override
        public double[] softmax(double[] z) {
            return Ops.softmax(constant(Tensor.of(z))).value().toArray();
        }

        @Override
        public double[] logSoftmax(double[] z) {
            return Ops.logSoftmax(constant(Tensor.of(z))).value().toArray();
        }

        @Override
        public double logSumExp(double[] z) {
            return Ops.logSumExp(constant(Tensor.of(z)), 0).value().item();
        }
    };

    double loss(double[] z, Tensor targets);

    double[] gradient(double[] z, Tensor targets, LossOptions options);

    double[] softmax(double[] z);

    double[] logSoftmax(double[] z);

    double logSumExp(double[] z);
}
