package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.permute;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes in another order.
 *
 * <pre>
 * primal    x          of as many axes as are named
 * output    y          axis i of y is axis axes[i] of x
 * pullback  x̄ = ȳ      in the inverse order: axis axes[i] of x̄ is axis i of ȳ
 * </pre>
 *
 * @param axes every axis once, negative to count from the end
 */
public record Permute(List<Integer> axes) implements UnaryOp {

    /**
     * The permutation of as many axes as are named.
     *
     * @param axes every axis once, copied
     * @throws IllegalArgumentException if an axis is missing or named twice
     */
    public Permute {
        axes = List.copyOf(axes);
        int rank = axes.size();
        List<Integer> sorted = axes.stream()
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toList();
        if (!sorted.equals(IntStream.range(0, rank).boxed().toList())) {
            throw new IllegalArgumentException("Permute: axes must name each of " + rank + " axes once, were " + axes);
        }
    }

    @Override
    public Tensor evaluate(Tensor x) {
        return Layout.permute(x, axes.stream().mapToInt(axis -> axis).toArray());
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        int[] inverse = new int[axes.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[x.shape().axis(axes.get(i))] = i;
        }
        return permute(yBar, inverse);
    }
}
