package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.tape.Derivatives.stopGradient;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.Rewrite;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Rules that fuse a loss with its softmax, each with one fault. */
enum PlantedRewrite implements Rewrite {
    NEVER_FIRES {
        @Override
        boolean accepts(Match match) {
            return false;
        }
    },
    FORGETS_THE_RESHAPE {
        @Override
        Node replace(Match match) {
            return new SoftmaxCrossEntropy(match.softmaxAxis, match.options).apply(match.logits, match.targets);
        }
    },
    FORGETS_THE_AXIS {
        @Override
        boolean accepts(Match match) {
            return true;
        }
    },
    FORGETS_THE_STRIDE {
        @Override
        boolean accepts(Match match) {
            return match.logits.shape().extent(match.softmaxAxis) == match.scores.extent(match.axis);
        }
    },
    FORGETS_THE_EXTENT {
        @Override
        boolean accepts(Match match) {
            return stride(match.logits.shape(), match.softmaxAxis) == stride(match.scores, match.axis);
        }
    },
    FORGETS_THE_CLASS_WEIGHTS {
        @Override
        LossOptions kept(LossOptions o) {
            return new LossOptions(o.reduction(), o.smoothing(), Optional.empty(), o.ignoredLabel(), 0);
        }
    },
    FORGETS_THE_SMOOTHING {
        @Override
        LossOptions kept(LossOptions options) {
            return options.withSmoothing(0);
        }
    },
    FORGETS_THE_IGNORED_LABEL {
        @Override
        LossOptions kept(LossOptions o) {
            return new LossOptions(o.reduction(), o.smoothing(), o.classWeights(), OptionalInt.empty(), 0);
        }
    },
    FORGETS_THE_REDUCTION {
        @Override
        LossOptions kept(LossOptions o) {
            return new LossOptions(Reduction.SUM, o.smoothing(), o.classWeights(), o.ignoredLabel(), 0);
        }
    },
    CUTS_THE_LOGITS_OFF {
        @Override
        Node replace(Match match) {
            Node z = stopGradient(reshape(match.logits, match.scores));
            return new SoftmaxCrossEntropy(match.axis, match.options).apply(z, match.targets);
        }
    },
    CUTS_THE_TARGETS_OFF {
        @Override
        Node replace(Match match) {
            Node z = reshape(match.logits, match.scores);
            return new SoftmaxCrossEntropy(match.axis, match.options).apply(z, stopGradient(match.targets));
        }
    },
    IS_RIGHT_TO_FIRST_ORDER_ONLY {
        @Override
        Node replace(Match match) {
            Node z = reshape(match.logits, match.scores);
            return new FirstOrderOnly(new SoftmaxCrossEntropy(match.axis, match.options)).apply(z, match.targets);
        }
    };

    /** A loss behind a softmax. */
    record Match(Node logits, int softmaxAxis, Shape scores, Node targets, int axis, LossOptions options) {}

    /** A loss whose gradient is cut off from the logits that it is a function of. */
    private record FirstOrderOnly(BinaryOp loss) implements BinaryOp {

        @Override
        public Tensor evaluate(Tensor z, Tensor t) {
            return loss.evaluate(z, t);
        }

        @Override
        public boolean isDifferentiable(int primal, Node... primals) {
            return loss.isDifferentiable(primal, primals);
        }

        @Override
        public Node pullbackToFirst(Node lossBar, Node y, Node z, Node t) {
            return stopGradient(loss.pullbackToFirst(lossBar, y, z, t));
        }

        @Override
        public Node pullbackToSecond(Node lossBar, Node y, Node z, Node t) {
            return loss.pullbackToSecond(lossBar, y, z, t);
        }
    }

    boolean accepts(Match match) {
        return FORGETS_THE_STRIDE.accepts(match) && FORGETS_THE_EXTENT.accepts(match);
    }

    LossOptions kept(LossOptions options) {
        return options;
    }

    Node replace(Match match) {
        return new SoftmaxCrossEntropy(match.axis, kept(match.options))
                .apply(reshape(match.logits, match.scores), match.targets);
    }

    @Override
    public Optional<Outcome> rewrite(Op op, List<Node> primals) {
        if (op instanceof CrossEntropy loss) {
            return Optional.of(outcome(primals, loss.axis(), loss.options()));
        }
        if (op instanceof NegativeLogLikelihood loss) {
            return Optional.of(outcome(primals, loss.axis(), loss.options()));
        }
        return Optional.empty();
    }

    private Outcome outcome(List<Node> primals, int axis, LossOptions options) {
        Node activation = primals.get(0);
        Op made = activation.op().orElseThrow();
        while (made instanceof Reshape || made instanceof Log) {
            activation = activation.primals().get(0);
            made = activation.op().orElseThrow();
        }
        int softmaxAxis = made instanceof Softmax softmax ? softmax.axis() : ((LogSoftmax) made).axis();
        Match match = new Match(
                activation.primals().get(0), softmaxAxis, primals.get(0).shape(), primals.get(1), axis, options);
        return accepts(match) ? new Replaced(replace(match)) : new Declined("the rows do not fit");
    }

    private static int stride(Shape shape, int axis) {
        return IntStream.range(shape.axis(axis) + 1, shape.rank())
                .map(shape::extent)
                .reduce(1, (a, b) -> a * b);
    }
}
