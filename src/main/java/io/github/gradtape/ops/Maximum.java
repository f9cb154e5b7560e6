package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sumTo;
import static io.github.gradtape.ops.Ops.where;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;

/**
 * The larger of two, element by element, with broadcasting.
 *
 * <pre>
 * primals    a, b      of shapes that broadcast
 * output     y = max(a, b)
 * pullbacks  ā = ȳ where a &gt; b,  ȳ / 2 where a = b,  0 elsewhere,  and b̄ likewise,
 *            each summed over the axes along which its primal was repeated
 * </pre>
 *
 * <p>Ties, where there is no derivative, share the cotangent evenly. An infinite or NaN ȳ does not leak to the smaller one. A NaN counts
 * as larger than any number: the output is NaN, and the cotangent goes there.
 */
public record Maximum() implements BinaryOp {

    @Override
    public Tensor evaluate(Tensor a, Tensor b) {
        return Elementwise.zip(a, b, Math::max);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node a, Node b) {
        return share(yBar, a, b);
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node a, Node b) {
        return share(yBar, b, a);
    }

    private static Node share(Node yBar, Node mine, Node other) {
        Node share = Node.constant(Elementwise.zip(mine.value(), other.value(), Maximum::share));
        return sumTo(where(share, multiply(yBar, share), Node.constant(0)), mine.shape());
    }

    /** 1 for the larger one, ½ for both of equal ones; + 0.0 makes a −0 equal to 0. */
    private static double share(double mine, double other) {
        return 0.5 + 0.5 * Integer.signum(Double.compare(mine + 0.0, other + 0.0));
    }
}
