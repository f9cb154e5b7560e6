package io.github.gradtape.tape;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A value in a computation: a constant, a leaf of a tape, or the output of an op recorded there.
 *
 * <p>A node's value never changes. Constants belong to no tape and may be shared freely.
 */
public final class Node {

    private static final Node[] NONE = {};

    private final Tensor value;

    /** What the op has left for its pullbacks, null if nothing. */
    private final Evaluation.Residual residual;

    private final Op op;
    private final Node[] primals;

    /** Where this node is recorded, null for a constant; both change only when its tape joins another. */
    private Tape tape;

    private int index;

    private Node(Tensor value, Evaluation.Residual residual, Op op, Node... primals) {
        if (value == null) {
            throw new NullPointerException("leaf or constant: a value of null");
        }
        this.value = value;
        this.residual = residual;
        this.op = op;
        this.primals = primals;
    }

    /**
     * A value that no gradient flows to.
     *
     * @param value the value
     * @return a node of no tape
     */
    public static Node constant(Tensor value) {
        return new Node(value, null, null, NONE);
    }

    /**
     * A number that no gradient flows to.
     *
     * @param value the number
     * @return a scalar node of no tape
     */
    public static Node constant(double value) {
        return constant(Tensor.scalar(value));
    }

    static Node recorded(Evaluation evaluation, Op op, Node... primals) {
        return new Node(evaluation.output(), evaluation.residual().orElse(null), op, primals);
    }

    /**
     * The value.
     *
     * @return the value
     */
    public Tensor value() {
        return value;
    }

    /**
     * The shape of the value.
     *
     * @return the shape
     */
    public Shape shape() {
        return value.shape();
    }

    /**
     * The op whose output this is.
     *
     * @return the op, empty for leaves and constants
     */
    public Optional<Op> op() {
        return Optional.ofNullable(op);
    }

    /**
     * The primals that the op was applied to.
     *
     * @return the primals in the op's order, none for leaves and constants
     */
    public List<Node> primals() {
        return List.of(primals);
    }

    /**
     * Whether this node is on no tape, so that no gradient flows to it or through it.
     *
     * <p>While a pullback runs in a backward pass that is not recorded, the nodes it is given are constants in this sense; but
     * not to other threads than that of the tape.
     *
     * @return whether it is a constant
     */
    public boolean isConstant() {
        return tape() == null;
    }

    /**
     * A call of another op, whose output need not be computed if it is the residual of this node.
     *
     * <p>It is for the pullbacks of an op that leaves a residual ({@link Op#evaluateWithResidual}), which call it on the output
     * they are given. It is the residual if that is of an equal op and at the primals of this very node.
     *
     * @param other the other op
     * @param at its primals
     * @return what {@code other.apply(at)} is
     */
    public Node recall(Op other, Node... at) {
        return residual != null && residual.op().equals(other) && Arrays.equals(at, primals)
                ? Tape.recall(other, residual.output(), at)
                : other.apply(at);
    }

    /** The tape that calls with this node are recorded on, null if there is none. */
    Tape tape() {
        return tape == null || tape.isPaused() ? null : tape;
    }

    /** Whether this node stands on a tape, paused or not. */
    boolean isRecorded() {
        return tape != null;
    }

    boolean isOn(Tape candidate) {
        return tape == candidate;
    }

    boolean isOnTapeOf(Object identity) {
        return tape != null && tape.identity() == identity;
    }

    /** Why this node has no gradient on a tape that it does not stand on, as the end of a message. */
    String absence() {
        return isRecorded() ? ", which is on another tape" : ": a constant has none, make it a leaf";
    }

    int index() {
        return index;
    }

    void placeOn(Tape newTape, int newIndex) {
        tape = newTape;
        index = newIndex;
    }

    /** {@link #primals()} as the array itself: for the walk alone. */
    Node[] primalArray() {
        return primals;
    }

    /** The op's pullback to one primal, held to what an op promises. */
    Node pullback(int primal, Node yBar) {
        // a copy, as an op of someone else may write into it
        Node[] given = primals.clone();
        if (!op.isDifferentiable(primal, given)) {
            throw new IllegalArgumentException(op + ": its primal " + primal + " of shape " + primals[primal].shape()
                    + " has no gradient; cut it off by stopGradient, or ask for other nodes");
        }
        Node xBar = op.pullback(primal, yBar, this, given);
        if (xBar == null) {
            throw new IllegalStateException(op + ": its pullback to primal " + primal + " returned null");
        }
        if (!xBar.shape().equals(primals[primal].shape())) {
            throw new IllegalStateException(op + ": its pullback to primal " + primal + " returned shape "
                    + xBar.shape() + ", but a cotangent has its primal's shape, " + primals[primal].shape());
        }
        return xBar;
    }

    /**
     * What the node is, with its value.
     *
     * @return for example {@code Softmax[axis=0] = [0.10650698 0.10650698 0.78698604]}
     */
    @Override
    public String toString() {
        return name() + " = " + value;
    }

    /** What the node is, without its value. */
    String name() {
        return op != null ? op.toString() : isRecorded() ? "leaf" : "constant";
    }
}
