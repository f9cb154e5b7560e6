package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.maximum;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;
import static io.github.gradtape.ops.Ops.where;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;

/** The seventeen wrong derivatives that were planted one at a time, most of them seen in the wild: each one wrong op. */
enum PlantedBug implements SoftmaxFamily {
    SOFTMAX_DIAGONAL_ALONE {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            return multiply(sBar, multiply(s, subtract(constant(1), s)));
        }
    },
    SOFTMAX_IDENTITY {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            return sBar;
        }
    },
    SOFTMAX_IGNORES_ITS_COTANGENT {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            return Softmax.jacobianProduct(s, constant(Tensor.ones(s.shape())), axis);
        }
    },
    SOFTMAX_SIGN {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            return negate(Softmax.jacobianProduct(s, sBar, axis));
        }
    },
    SOFTMAX_WITHOUT_OUTER_FACTOR {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            return subtract(sBar, sumKept(multiply(s, sBar), axis));
        }
    },
    SOFTMAX_SUMS_OVER_ANOTHER_AXIS {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            int rank = s.shape().rank();
            int another = (s.shape().axis(axis) + rank - 1) % rank;
            return Softmax.jacobianProduct(s, sBar, another);
        }
    },
    SOFTMAX_INNER_SUM_UNWEIGHTED {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            return multiply(s, subtract(sBar, sumKept(sBar, axis)));
        }
    },
    SOFTMAX_BIASED_BY_ONE_PERCENT {
        @Override
        Node softmaxPullback(Node sBar, Node s, int axis) {
            return multiply(constant(1.01), Softmax.jacobianProduct(s, sBar, axis));
        }
    },
    LOG_WITH_EPSILON {
        @Override
        Node logPullback(Node yBar, Node x) {
            return divide(yBar, add(x, constant(1e-7)));
        }
    },
    LOG_WITH_FLOOR {
        @Override
        Node logPullback(Node yBar, Node x) {
            return divide(yBar, maximum(x, constant(1e-12)));
        }
    },
    LOG_MULTIPLIES {
        @Override
        Node logPullback(Node yBar, Node x) {
            return multiply(yBar, x);
        }
    },
    CROSS_ENTROPY_IGNORES_ITS_COTANGENT {
        @Override
        Node crossEntropyPullback(Node rowBar, Node p, Node t) {
            return negate(divide(t, p));
        }
    },
    FUSED_IGNORES_ITS_COTANGENT {
        @Override
        Node fusedPullback(Node rowBar, Node s, Node t, int axis) {
            return subtract(multiply(sumKept(t, axis), s), t);
        }
    },
    FUSED_ASSUMES_TARGETS_SUM_TO_ONE {
        @Override
        Node fusedPullback(Node rowBar, Node s, Node t, int axis) {
            return multiply(rowBar, subtract(s, t));
        }
    },
    FUSED_WRITES_THE_TARGETS_ENTRY_ALONE {
        @Override
        Node fusedPullback(Node rowBar, Node s, Node t, int axis) {
            return where(t, multiply(rowBar, subtract(multiply(sumKept(t, axis), s), t)), constant(0));
        }
    },
    FUSED_SIGN {
        @Override
        Node fusedPullback(Node rowBar, Node s, Node t, int axis) {
            return multiply(rowBar, subtract(t, multiply(sumKept(t, axis), s)));
        }
    },
    FUSED_APPLIES_SOFTMAX_TWICE {
        @Override
        Node fusedPullback(Node rowBar, Node s, Node t, int axis) {
            return multiply(rowBar, subtract(multiply(sumKept(t, axis), Ops.softmax(s, axis)), t));
        }
    };

    /** The wrong pullbacks; {@link WrongOp#RIGHT} where this bug leaves the op alone. */
    Node softmaxPullback(Node sBar, Node s, int axis) {
        return WrongOp.RIGHT;
    }

    Node logPullback(Node yBar, Node x) {
        return WrongOp.RIGHT;
    }

    Node crossEntropyPullback(Node rowBar, Node p, Node t) {
        return WrongOp.RIGHT;
    }

    Node fusedPullback(Node rowBar, Node s, Node t, int axis) {
        return WrongOp.RIGHT;
    }

    @Override
    public Op softmax(int axis) {
        return new WrongOp(new Softmax(axis), (primal, sBar, s, primals) -> softmaxPullback(sBar, s, axis));
    }

    @Override
    public Op log() {
        return new WrongOp(new Log(), (primal, yBar, y, primals) -> logPullback(yBar, primals[0]));
    }

    @Override
    public Op crossEntropy(int axis, Reduction reduction) {
        return new WrongOp(new CrossEntropy(axis, LossOptions.of(reduction)), (primal, lossBar, loss, primals) -> {
            Node rowBar = rowBar(lossBar, axis, reduction, primals);
            return primal == 0 ? crossEntropyPullback(rowBar, primals[0], primals[1]) : WrongOp.RIGHT;
        });
    }

    @Override
    public Op softmaxCrossEntropy(int axis, Reduction reduction) {
        return new WrongOp(
                new SoftmaxCrossEntropy(axis, LossOptions.of(reduction)), (primal, lossBar, loss, primals) -> {
                    Node rowBar = rowBar(lossBar, axis, reduction, primals);
                    Node s = Ops.softmax(primals[0], axis);
                    return primal == 0 ? fusedPullback(rowBar, s, primals[1], axis) : WrongOp.RIGHT;
                });
    }

    private static Node rowBar(Node lossBar, int axis, Reduction reduction, Node... primals) {
        return new Targets(primals[0].shape(), axis, LossOptions.of(reduction))
                .rowCotangents(lossBar, primals[1].value());
    }
}
