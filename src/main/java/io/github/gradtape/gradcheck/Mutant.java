package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A fault to plant in an op's derivative: the op's laws must not let it live.
 *
 * <p>{@link #common} has those that any op can be given. A {@link Domain} may name more, that its op is known for.
 *
 * @param name what is wrong, in a few words
 * @param fault takes an op to the same op with the fault, or to itself if that op cannot have it
 */
public record Mutant(String name, UnaryOperator<Op> fault) {

    /**
     * The faults that any op is tried with.
     *
     * @return for example half the cotangent, its other sign, the answer of the call before
     */
    public static List<Mutant> common() {
        return CommonMutants.ALL;
    }

    /** A pullback, right or wrong, of a given op. */
    interface Pullback {
        Node of(Op op, int primal, Node yBar, Node y, Node... primals);
    }

    static Mutant ofPullback(String name, Pullback pullback) {
        return new Mutant(name, op -> new Mutated(op, name, pullback));
    }

    /** The op with this fault. */
    Op of(Op op) {
        return fault.apply(op);
    }

    @Override
    public String toString() {
        return name;
    }

    private record Mutated(Op op, String mutant, Pullback pullback) implements Op {

        @Override
        public Tensor evaluate(Tensor... primals) {
            return op.evaluate(primals);
        }

        @Override
        public boolean isDifferentiable(int primal, Node... primals) {
            return op.isDifferentiable(primal, primals);
        }

        @Override
        public Node pullback(int primal, Node yBar, Node y, Node... primals) {
            return pullback.of(op, primal, yBar, y, primals);
        }

        @Override
        public String toString() {
            return op + ", " + mutant;
        }
    }
}
