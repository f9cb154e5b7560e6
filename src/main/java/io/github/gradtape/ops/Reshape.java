package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.reshape;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * The same elements in row-major order under another shape.
 *
 * <pre>
 * primal    x          of as many elements as the shape wanted
 * output    y          x under that shape
 * pullback  x̄ = ȳ      under the shape of x
 * cost                 O(1): the elements are shared, not copied
 * </pre>
 *
 * @param shape the shape wanted
 */
public record Reshape(Shape shape) implements UnaryOp {

    @Override
    public Tensor evaluate(Tensor x) {
        return Layout.reshape(x, shape);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return reshape(yBar, x.shape());
    }
}
