package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.reshape;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.Rewrite;
import io.github.gradtape.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Puts {@link SoftmaxCrossEntropy} in the place of a loss behind a softmax: finite and accurate where what was written under- or
 * overflows, and the same elsewhere.
 *
 * <pre>
 * CrossEntropy(Softmax(z), t)                   becomes  SoftmaxCrossEntropy(z, t)
 * NegativeLogLikelihood(Log(Softmax(z)), t)     becomes  SoftmaxCrossEntropy(z, t)
 * NegativeLogLikelihood(LogSoftmax(z), t)       becomes  SoftmaxCrossEntropy(z, t)
 * </pre>
 *
 * with the axis and the options of the loss. There may be a {@link Reshape} or more between any two of them: z is then brought
 * into the shape that the loss sees, provided that its rows are those of the softmax. They are if both axes have the same extent
 * and the same stride, which is the product of the later extents. Every other loss of either kind stays, with the reason.
 */
public record FuseSoftmaxCrossEntropy() implements Rewrite {

    @Override
    public Optional<Outcome> rewrite(Op op, List<Node> primals) {
        if (op instanceof CrossEntropy loss) {
            Node p = behindReshapes(primals.get(0));
            return Optional.of(ofSoftmax(p, new SoftmaxCrossEntropy(loss.axis(), loss.options()), primals));
        }
        if (op instanceof NegativeLogLikelihood loss) {
            Node l = behindReshapes(primals.get(0));
            return Optional.of(ofLogSoftmax(l, new SoftmaxCrossEntropy(loss.axis(), loss.options()), primals));
        }
        return Optional.empty();
    }

    private static Outcome ofSoftmax(Node p, SoftmaxCrossEntropy fused, List<Node> primals) {
        return p.op().orElse(null) instanceof Softmax softmax
                ? fuse(p.primals().get(0), softmax.axis(), fused, primals)
                : new Declined("its probabilities come from " + origin(p) + ", not from a softmax");
    }

    private static Outcome ofLogSoftmax(Node l, SoftmaxCrossEntropy fused, List<Node> primals) {
        Op op = l.op().orElse(null);
        if (op instanceof Log) {
            return ofSoftmax(behindReshapes(l.primals().get(0)), fused, primals);
        }
        return op instanceof LogSoftmax softmax
                ? fuse(l.primals().get(0), softmax.axis(), fused, primals)
                : new Declined("its log-probabilities come from " + origin(l) + ", not from a log or log-softmax");
    }

    private static Outcome fuse(Node logits, int softmaxAxis, SoftmaxCrossEntropy fused, List<Node> primals) {
        Shape from = logits.shape();
        Shape to = primals.get(0).shape();
        int axis = fused.axis();
        if (from.extent(softmaxAxis) != to.extent(axis) || from.stride(softmaxAxis) != to.stride(axis)) {
            return new Declined("the softmax along axis " + from.axis(softmaxAxis) + " of shape " + from
                    + " has other rows than the loss along axis " + to.axis(axis) + " of shape " + to);
        }
        Node z = from.equals(to) ? logits : reshape(logits, to);
        return new Replaced(fused.apply(z, primals.get(1)));
    }

    private static Node behindReshapes(Node node) {
        Node origin = node;
        while (origin.op().orElse(null) instanceof Reshape) {
            origin = origin.primals().get(0);
        }
        return origin;
    }

    private static String origin(Node node) {
        return node.op().map(Op::toString).orElse(node.isConstant() ? "a constant" : "a leaf");
    }
}
