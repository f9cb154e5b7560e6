package io.github.gradtape.tape;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Derivatives as functions, for people who think that way: {@code hessian(f).at(x)}.
 *
 * <p>Each takes a function of one node and returns another, so that they nest: {@code grad(grad(f))} is the second derivative.
 * Whatever else {@code f} uses is a constant of this derivative, even a node that {@code x} was made from; an enclosing
 * derivative still flows through it. A function of several arguments is differentiated by one at a time, or by all at once
 * with {@link Tape#backward(Node, Node...)}.
 */
public final class Derivatives {

    private Derivatives() {}

    /**
     * The gradient of a scalar function: ∂f/∂x, of the shape of x.
     *
     * @param f a function whose output has exactly one element
     * @return the gradient as a function of the point; it throws {@link IllegalArgumentException} if the output has not
     */
    public static Derivative grad(UnaryOperator<Node> f) {
        return x -> valueAndGrad(f).apply(x).gradient();
    }

    /**
     * Value and gradient of a scalar function, from one call.
     *
     * @param f a function whose output has exactly one element
     * @return both as a function of the point; it throws {@link IllegalArgumentException} if the output has not
     */
    public static ValueAndGrad valueAndGrad(UnaryOperator<Node> f) {
        return x -> {
            AtAlias call = new AtAlias(f, x);
            Node y = call.y;
            if (y.value().size() != 1) {
                throw new IllegalArgumentException("the gradient of a function whose output has shape " + y.shape()
                        + ": it needs exactly one element; use vjp or jacobian");
            }
            Node gradient = call.pullback(Node.constant(Tensor.ones(y.shape())));
            return new ValueAndGrad.Result<>(call.value(), gradient);
        };
    }

    /**
     * The vector–Jacobian product: ȳ ↦ Jᵀ ȳ, in one backward pass.
     *
     * @param f any function
     * @return the product as a function of the point and a cotangent ȳ of the output's shape; of the point's shape
     */
    public static DirectionalDerivative vjp(UnaryOperator<Node> f) {
        return (x, yBar) -> {
            AtAlias call = new AtAlias(f, x);
            if (!yBar.shape().equals(call.y.shape())) {
                throw new IllegalArgumentException("the product of a derivative with a vector of shape " + yBar.shape()
                        + ": the vector must have shape " + call.y.shape());
            }
            return call.pullback(yBar);
        };
    }

    /**
     * The Jacobian–vector product: ẋ ↦ J ẋ, as the VJP of the VJP, which is linear in its cotangent.
     *
     * @param f any function
     * @return the product as a function of the point and a tangent ẋ of the point's shape; of the output's shape
     */
    public static DirectionalDerivative jvp(UnaryOperator<Node> f) {
        return (x, tangent) -> {
            AtAlias call = new AtAlias(f, x);
            Node product = vjp(call::pullback).apply(Node.constant(Tensor.zeros(call.y.shape())), tangent);
            return call.isSelfContained() ? stopGradient(product) : product;
        };
    }

    /**
     * The Jacobian J of a function: its entry [i…, j…] is ∂yᵢ/∂xⱼ. One backward pass for every element of the output.
     *
     * @param f any function
     * @return the Jacobian as a function of the point; its shape is the output's followed by the point's; it throws {@link
     *     IllegalArgumentException} if that is too large for a tensor
     */
    public static Derivative jacobian(UnaryOperator<Node> f) {
        return x -> {
            AtAlias call = new AtAlias(f, x);
            Shape outputs = call.y.shape();
            StackRows stack = new StackRows(outputs, x.shape());
            Node[] rows = new Node[outputs.size()];
            for (int i = 0; i < rows.length; i++) {
                double[] unit = new double[rows.length];
                unit[i] = 1;
                rows[i] = call.pullback(Node.constant(Tensor.adopt(outputs, unit)));
            }
            return stack.apply(rows);
        };
    }

    /**
     * The Hessian of a scalar function: its entry [i…, j…] is ∂²f/∂xᵢ∂xⱼ.
     *
     * @param f a function whose output has exactly one element
     * @return the Hessian as a function of the point; its shape is the point's twice
     */
    public static Derivative hessian(UnaryOperator<Node> f) {
        return jacobian(grad(f));
    }

    /**
     * The Hessian–vector product of a scalar function: v ↦ H v, without the Hessian.
     *
     * @param f a function whose output has exactly one element
     * @return the product as a function of the point and a vector of its shape; of the point's shape
     */
    public static DirectionalDerivative hvp(UnaryOperator<Node> f) {
        return vjp(grad(f));
    }

    /**
     * The same value as a constant: no gradient flows through, at any depth of nesting.
     *
     * @param x a node
     * @return a constant of its value
     */
    public static Node stopGradient(Node x) {
        return Node.constant(x.value());
    }

    /**
     * A function evaluated at an alias of a point, by which alone it is differentiated.
     *
     * <p>At a constant point the alias is the leaf of a tape of its own. If the function uses nodes of an enclosing tape, the two
     * become one; if it does not, nothing outside can depend on the result, and the backward pass need not be recorded.
     */
    private static final class AtAlias {

        private final Tape own;
        private final Node x;
        private final Node y;

        AtAlias(UnaryOperator<Node> f, Node point) {
            own = point.isConstant() ? Tape.joinable() : null;
            x = point.isConstant() ? own.leaf(point.value()) : new Alias().apply(point);
            y = f.apply(x);
            joinTapeOf(y);
        }

        private void joinTapeOf(Node node) {
            if (!node.isConstant()) {
                node.tape().meet(x.tape(), "derivative");
            }
        }

        private boolean isSelfContained() {
            return x.tape() == own;
        }

        Node value() {
            return isSelfContained() ? stopGradient(y) : y;
        }

        Node pullback(Node yBar) {
            joinTapeOf(yBar);
            return isSelfContained() && yBar.isConstant()
                    ? Node.constant(own.backward(y, yBar.value(), x).of(x))
                    : x.tape().recordBackward(y, yBar, List.of(x)).get(0);
        }
    }
}
