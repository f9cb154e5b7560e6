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
        Node share = Node.constant(Elementwise.zip(mine.value(), other.value(), (m, o) -> 0.5 + 0.5 * compare(m, o)));
        return sumTo(where(share, multiply(yBar, share), Node.constant(0)), mine.shape());
    }

    /** 1, 0 or −1, by which a NaN is larger than any number and −0, of which + 0.0 makes 0, equal to it. */
    static int compare(double a, double b) {
        return Integer.signum(Double.compare(a + 0.0, b + 0.0));
    }
}
