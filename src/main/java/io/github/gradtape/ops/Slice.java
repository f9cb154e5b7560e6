package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.pad;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.slice;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stretch of one axis; the transpose of {@link Pad}.
 *
 * <pre>
 * primal    x
 * output    y[…, i, …] = x[…, from + i, …],  for i from 0 to to − from − 1
 * pullback  x̄ = ȳ                            with zeros before and after it
 * </pre>
 *
 * <p>A stretch may be empty.
 *
 * @param axis the axis, negative to count from the end
 * @param from the first position kept
 * @param to one past the last position kept
 */
public record Slice(int axis, int from, int to) implements UnaryOp {

    /**
     * The stretch between two positions.
     *
     * @param axis the axis
     * @param from the first position
     * @param to one past the last
     * @throws IllegalArgumentException if a position is negative or the last before the first
     */
    public Slice {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("Slice: must be 0 ≤ from ≤ to, were from = " + from + " and to = " + to);
        }
    }

    /** Every position of an axis by itself, from halves of halves: what a slice pulls back is as large as what it was cut from. */
    static List<Node> positions(Node x, int axis) {
        int extent = x.shape().extent(axis);
        if (extent < 2) {
            return extent == 0 ? List.of() : List.of(reshape(x, x.shape().without(axis)));
        }
        List<Node> earlier = positions(slice(x, axis, 0, extent / 2), axis);
        List<Node> later = positions(slice(x, axis, extent / 2, extent), axis);
        return Stream.concat(earlier.stream(), later.stream()).toList();
    }

    @Override
    public Tensor evaluate(Tensor x) {
        return Layout.slice(x, axis, from, to);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return pad(yBar, axis, from, x.shape().extent(axis) - to);
    }
}
