package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.permute;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A fault that any op's pullback can be given: its laws must not let it live. */
public enum Mutant {
    /** The cotangent of the primal, times 1 + 10⁻⁶. */
    SCALED_BY_A_MILLIONTH {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return scaled(1 + 1e-6, op, primal, yBar, y, primals);
        }
    },
    /** Half the cotangent of the primal. */
    HALVED {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return scaled(0.5, op, primal, yBar, y, primals);
        }
    },
    /** Twice the cotangent of the primal. */
    DOUBLED {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return scaled(2, op, primal, yBar, y, primals);
        }
    },
    /** The cotangent of the primal with the other sign. */
    NEGATED {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return scaled(-1, op, primal, yBar, y, primals);
        }
    },
    /** What the pullback of a cotangent of ones would be, whatever the cotangent is. */
    IGNORES_ITS_COTANGENT {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return op.pullback(primal, constant(Tensor.ones(yBar.shape())), y, primals);
        }
    },
    /** The cotangent of the primal with its last entry set to 0. */
    DROPS_AN_ENTRY {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            double[] kept = Tensor.ones(primals[primal].shape()).toArray();
            if (kept.length > 0) {
                kept[kept.length - 1] = 0;
            }
            return multiply(
                    constant(Tensor.adopt(primals[primal].shape(), kept)), op.pullback(primal, yBar, y, primals));
        }
    },
    /** The cotangent of the primal with its axes reversed. */
    TRANSPOSED {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return reversed(op.pullback(primal, yBar, y, primals));
        }
    },
    /** The pullback of the cotangent with its axes reversed, as if it had been summed or spread along another axis. */
    TAKES_ANOTHER_AXIS {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return op.pullback(primal, reversed(yBar), y, primals);
        }
    },
    /** The cotangent of the next primal, if that has the same shape. */
    SWAPS_ITS_PRIMALS {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            int next = (primal + 1) % primals.length;
            boolean fits =
                    op.isDifferentiable(next, primals) && primals[next].shape().equals(primals[primal].shape());
            return op.pullback(fits ? next : primal, yBar, y, primals);
        }
    },
    /** The cotangent of the primal, with 10⁻⁷ added. */
    ADDS_AN_EPSILON {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return add(constant(1e-7), op.pullback(primal, yBar, y, primals));
        }
    },
    /** Nothing at all. */
    ZERO {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return constant(Tensor.zeros(primals[primal].shape()));
        }
    },
    /** The right cotangent made of constants for the primals and the output: right at first order, wrong at second. */
    DETACHED {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            Node[] constants =
                    Arrays.stream(primals).map(node -> constant(node.value())).toArray(Node[]::new);
            return op.pullback(primal, yBar, constant(y.value()), constants);
        }
    },
    /** What the call before answered, where that fits. */
    STALE {
        @Override
        Node pullback(Op op, int primal, Node yBar, Node y, Node... primals) {
            return op.pullback(primal, yBar, y, primals);
        }

        @Override
        Op of(Op op) {
            return new Stale(op);
        }
    };

    abstract Node pullback(Op op, int primal, Node yBar, Node y, Node... primals);

    /** The op with this fault. */
    Op of(Op op) {
        return new Mutated(op, this);
    }

    private static Node scaled(double factor, Op op, int primal, Node yBar, Node y, Node... primals) {
        return multiply(constant(factor), op.pullback(primal, yBar, y, primals));
    }

    private static Node reversed(Node x) {
        Shape shape = x.shape();
        int[] axes =
                IntStream.range(0, shape.rank()).map(k -> shape.rank() - 1 - k).toArray();
        return reshape(permute(x, axes), shape);
    }

    private static class Mutated implements Op {

        final Op op;
        private final Mutant mutant;

        Mutated(Op op, Mutant mutant) {
            this.op = op;
            this.mutant = mutant;
        }

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
            return mutant.pullback(op, primal, yBar, y, primals);
        }

        @Override
        public String toString() {
            return "Mutated[op=" + op + ", mutant=" + mutant + "]";
        }
    }

    private static final class Stale extends Mutated {

        private Node before;

        Stale(Op op) {
            super(op, STALE);
        }

        @Override
        public Node pullback(int primal, Node yBar, Node y, Node... primals) {
            Node answer = before;
            before = constant(op.pullback(primal, yBar, y, primals).value());
            boolean fits = answer != null && answer.shape().equals(before.shape());
            return fits ? answer : op.pullback(primal, yBar, y, primals);
        }
    }
}
