package io.github.gradtape.ops;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;

/** Faults beyond the seventeen, for the laws that none of those breaks: in values, in the targets' cotangent, in tempering. */
enum FurtherBug implements SoftmaxFamily {
    /** The textbook log Σ exp(z), whose rounding and overflow depend on where a row lies. */
    FUSED_WITHOUT_SHIFT {
        @Override
        public Op softmaxCrossEntropy(int axis, Reduction reduction) {
            return new Unshifted(axis, reduction);
        }
    },
    FUSED_IGNORES_TARGETS_IN_THEIR_COTANGENT {
        @Override
        public Op softmaxCrossEntropy(int axis, Reduction reduction) {
            return new WrongOp(
                    new SoftmaxCrossEntropy(axis, LossOptions.of(reduction)),
                    (primal, lossBar, loss, primals) ->
                            primal == 1 ? Node.constant(Tensor.zeros(primals[1].shape())) : WrongOp.RIGHT);
        }
    },
    TEMPER_FORGETS_BETA {
        @Override
        public Op temper() {
            return new WrongOp(new Temper(), (primal, yBar, y, primals) -> primal == 0 ? yBar : WrongOp.RIGHT);
        }
    };

    private record Unshifted(int axis, Reduction reduction) implements BinaryOp {

        @Override
        public Tensor evaluate(Tensor logits, Tensor targets) {
            Tensor sums = Reductions.sumTo(
                    Elementwise.map(logits, Math::exp), logits.shape().collapsing(axis));
            Tensor logProbabilities = Elementwise.subtract(logits, Elementwise.map(sums, Math::log));
            return new NegativeLogLikelihood(axis, LossOptions.of(reduction)).evaluate(logProbabilities, targets);
        }

        @Override
        public Node pullbackToFirst(Node lossBar, Node loss, Node logits, Node targets) {
            return new SoftmaxCrossEntropy(axis, LossOptions.of(reduction))
                    .pullbackToFirst(lossBar, loss, logits, targets);
        }

        @Override
        public Node pullbackToSecond(Node lossBar, Node loss, Node logits, Node targets) {
            return new SoftmaxCrossEntropy(axis, LossOptions.of(reduction))
                    .pullbackToSecond(lossBar, loss, logits, targets);
        }
    }
}
