package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A function of nodes as an op, so that every law of ops is one of functions, too; its pullback is its VJP.
 *
 * @param function the function
 * @param origin the class of the function as its author gave it, which tells where it is written
 */
record FunctionOp(Function<List<Node>, Node> function, Class<?> origin) implements Op {

    FunctionOp(Function<List<Node>, Node> function) {
        this(function, function.getClass());
    }

    @Override
    public Tensor evaluate(Tensor... primals) {
        Node y = function.apply(Stream.of(primals).map(Node::constant).toList());
        if (y == null) {
            throw new IllegalArgumentException("it returned null");
        }
        if (!y.isConstant()) {
            throw new IllegalArgumentException(
                    "it uses a node of a tape besides its inputs; use a constant of its value, or make it an input");
        }
        return y.value();
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return Derivatives.vjp(x -> {
                    Node[] arguments = primals.clone();
                    arguments[primal] = x;
                    return function.apply(List.of(arguments));
                })
                .apply(primals[primal], yBar);
    }

    @Override
    public String toString() {
        return "the function";
    }
}
