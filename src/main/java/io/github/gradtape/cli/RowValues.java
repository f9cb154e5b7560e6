package io.github.gradtape.cli;

import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.ops.LossOptions;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.ops.SoftmaxCrossEntropy;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;

/**
 * What a formula makes of one row of logits z and its class index y.
 *
 * @param loss the cross-entropy
 * @param gradient its gradient by z
 * @param softmax the softmax of z
 * @param logSoftmax its logarithm
 * @param logSumExp the log-sum-exp of z
 */
record RowValues(double loss, Tensor gradient, Tensor softmax, Tensor logSoftmax, double logSumExp) {

    /** A formula for all of them. */
    @FunctionalInterface
    interface Formula {
        RowValues of(double[] logits, int label);
    }

    static RowValues ofGradtape(double[] logits, int label) {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(logits));
        Node loss = new SoftmaxCrossEntropy(0, LossOptions.none()).apply(z, constant(label));
        return new RowValues(
                loss.value().item(),
                tape.backward(loss, z).of(z),
                Ops.softmax(z).value(),
                Ops.logSoftmax(z).value(),
                Ops.logSumExp(z, 0).value().item());
    }

    static RowValues ofTextbook(double[] logits, int label) {
        double[] gradient = new double[logits.length];
        return new RowValues(
                TextbookCrossEntropy.mean(logits, new int[] {label}, gradient),
                Tensor.of(gradient),
                Tensor.of(TextbookCrossEntropy.softmax(logits)),
                Tensor.of(TextbookCrossEntropy.logSoftmax(logits)),
                TextbookCrossEntropy.logSumExp(logits));
    }
}
