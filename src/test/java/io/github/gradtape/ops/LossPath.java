package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.logSoftmax;
import static io.github.gradtape.ops.Ops.mean;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sum;

import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;

/** The four ways from logits to the loss. */
enum LossPath {
    SOFTMAX_LOG_SUM {
        @Override
        Node loss(SoftmaxFamily family, LossCall call, Node logits, Node targets) {
            Node logProbabilities =
                    family.log().apply(family.softmax(call.axis()).apply(logits));
            Node rows = negate(sum(multiply(targets, logProbabilities), call.axis()));
            return switch (call.reduction()) {
                case NONE -> rows;
                case SUM -> sum(rows);
                case MEAN -> mean(rows);
            };
        }
    },
    SOFTMAX_CROSS_ENTROPY {
        @Override
        Node loss(SoftmaxFamily family, LossCall call, Node logits, Node targets) {
            return family.crossEntropy(call.axis(), call.reduction())
                    .apply(family.softmax(call.axis()).apply(logits), targets);
        }
    },
    LOG_SOFTMAX_NLL {
        @Override
        Node loss(SoftmaxFamily family, LossCall call, Node logits, Node targets) {
            return new NegativeLogLikelihood(call.axis(), LossOptions.of(call.reduction()))
                    .apply(logSoftmax(logits, call.axis()), targets);
        }
    },
    FUSED {
        @Override
        Node loss(SoftmaxFamily family, LossCall call, Node logits, Node targets) {
            return family.softmaxCrossEntropy(call.axis(), call.reduction()).apply(logits, targets);
        }
    };

    abstract Node loss(SoftmaxFamily family, LossCall call, Node logits, Node targets);

    /** What a path answers. */
    record Answer(Tensor loss, Tensor logitsBar, Tensor targetsBar) {}

    Answer answer(SoftmaxFamily family, LossCall call) {
        Tape tape = new Tape();
        Node logits = tape.leaf(call.logits());
        Node targets = tape.leaf(call.targets());
        Node loss = loss(family, call, logits, targets);
        Gradients gradients = tape.backward(loss, call.lossBar());
        return new Answer(loss.value(), gradients.of(logits), gradients.of(targets));
    }

    /** The derivative of ⟨∂loss/∂logits, direction⟩ by the logits. */
    Tensor hessianProduct(SoftmaxFamily family, LossCall call, Tensor direction) {
        Tape tape = new Tape();
        Node logits = tape.leaf(call.logits());
        Node loss = loss(family, call, logits, Node.constant(call.targets()));
        Node logitsBar = tape.recordBackward(loss, Node.constant(call.lossBar()), List.of(logits))
                .get(0);
        return tape.backward(logitsBar, direction, logits).of(logits);
    }
}
