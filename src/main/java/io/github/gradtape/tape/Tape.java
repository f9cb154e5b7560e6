package io.github.gradtape.tape;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An append-only record of the ops applied to its leaves, which can be walked backwards for gradients.
 *
 * <p>Primals always stand before the ops that use them, so that one loop from the end visits every node after all its users.
 * Any number of backward passes may be made, in any order: each returns its own result and changes nothing that is recorded;
 * {@link #backward} leaves the tape as it was, {@link #recordBackward} appends to it. A tape belongs to the thread that made it;
 * it is let go like any other object, and a training loop makes a new one for every step.
 */
public final class Tape {

    private static final Comparator<Node> BY_PLACE = Comparator.comparingInt(Node::index);

    private static final AtomicLong DERIVATIVES = new AtomicLong();

    private final Object identity = new Object();
    private final Thread owner = Thread.currentThread();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> leaves = new ArrayList<>();

    /**
     * The number of the derivative function that started this tape, 0 if none did. Such a tape joins the one that its nodes first meet;
     * where that one would join as well, the later one joins the earlier, which is that of the enclosing function.
     */
    private final long derivative;

    /** Null without rules. */
    private final Rewriter rewriter;

    /** Null unless this tape is watching. */
    private final Watch watch;

    private boolean paused;
    private int walks;

    /**
     * An empty tape, owned by the calling thread.
     *
     * @param rules the rules by which ops are rewritten as they are recorded, asked in this order; none for ops as written
     */
    public Tape(Rewrite... rules) {
        this(0, null, rules);
    }

    private Tape(long derivative, Watch watch, Rewrite... rules) {
        this.derivative = derivative;
        this.watch = watch;
        this.rewriter = rules.length == 0 ? null : new Rewriter(this, rules);
    }

    /**
     * An empty tape, owned by the calling thread, that traces the first NaN or infinity to what made it.
     *
     * <p>Where an op, or the pullback of one, makes a number that is not finite out of finite ones, an {@link ArithmeticException}
     * is thrown there and then. It names the op, its primals, the element, and the line of code that recorded the op: the first
     * outside the engine. The tape stays usable, without that op. Numbers that are not finite may be put in, by leaves and
     * constants: what comes of them is nobody's fault. Watching takes two or three
     * microseconds an op, other tapes none.
     *
     * @param rules the rules by which ops are rewritten, as for any tape; an op that they replace is not blamed
     * @return the tape
     */
    public static Tape watching(Rewrite... rules) {
        return new Tape(0, new Watch(), rules);
    }

    /** A tape that joins the tape its nodes first meet: that of an enclosing derivative, which this one must not hide. */
    static Tape joinable() {
        return new Tape(DERIVATIVES.incrementAndGet(), null);
    }

    /**
     * A node of this tape that gradients may be asked for.
     *
     * @param value its value
     * @return the leaf
     * @throws IllegalStateException if the tape belongs to another thread
     */
    public Node leaf(Tensor value) {
        Node leaf = append(Node.constant(value));
        leaves.add(leaf);
        return leaf;
    }

    static Node apply(Op op, Node... primals) {
        Tape tape = of(op, primals);
        Tensor[] values = new Tensor[primals.length];
        for (int i = 0; i < primals.length; i++) {
            values[i] = primals[i].value();
        }
        Evaluation evaluation;
        try {
            if (tape == null) {
                return Node.constant(required(op, op.evaluate(values)));
            }
            evaluation = required(op, op.evaluateWithResidual(values));
            required(op, evaluation.output());
        } catch (IllegalArgumentException e) {
            Shape[] shapes = Arrays.stream(values).map(Tensor::shape).toArray(Shape[]::new);
            throw new IllegalArgumentException(op + " of " + Arrays.toString(shapes) + ": " + e.getMessage(), e);
        }
        return tape.record(evaluation, op, primals.clone());
    }

    private static <T> T required(Op op, T result) {
        if (result == null) {
            throw new IllegalStateException(op + ": its evaluation returned null");
        }
        return result;
    }

    /** A call of an op whose output is known. */
    static Node recall(Op op, Tensor output, Node... primals) {
        Tape tape = of(op, primals);
        return tape == null ? Node.constant(output) : tape.record(new Evaluation(output), op, primals.clone());
    }

    /** The tape on which a call is recorded, null if all primals are constants. */
    private static Tape of(Op op, Node... primals) {
        Tape tape = null;
        for (Node primal : primals) {
            if (primal == null) {
                throw new NullPointerException(op + ": a primal of null");
            }
            Tape other = primal.tape();
            if (other != null && other != tape) {
                tape = tape == null ? other : tape.meet(other, op);
            }
        }
        return tape;
    }

    private Node record(Evaluation evaluation, Op op, Node... primals) {
        if (rewriter != null) {
            requireOwner();
            Node replacement = rewriter.replacement(op, evaluation.output().shape(), primals);
            if (replacement != null) {
                return replacement;
            }
        }
        return append(Node.recorded(evaluation, op, primals));
    }

    private Node append(Node node) {
        requireOwner();
        if (watch != null) {
            watch.record(node);
        }
        place(node);
        return node;
    }

    private void place(Node node) {
        node.placeOn(this, nodes.size());
        nodes.add(node);
    }

    /** The one tape on which a call with nodes of this and another tape is recorded. */
    Tape meet(Tape other, Object caller) {
        if (other == this) {
            return this;
        }
        if (other.mayJoin() && !(mayJoin() && other.derivative < derivative)) {
            return absorb(other);
        }
        if (mayJoin()) {
            return other.absorb(this);
        }
        throw new IllegalArgumentException(caller + ": a node of another tape; nodes of two tapes must not be mixed, "
                + "use a constant of its value or record both on one tape");
    }

    private boolean mayJoin() {
        return derivative > 0 && walks == 0;
    }

    private Tape absorb(Tape other) {
        requireOwner();
        other.requireOwner();
        if (watch != null) {
            watch.join(other.nodes);
        }
        other.nodes.forEach(this::place);
        return this;
    }

    /**
     * What the rules of this tape did: where they fired, and why they did not.
     *
     * @return an entry for every op that concerned a rule, in the order in which they were applied; none without rules
     */
    public List<Rewrite.Attempt> rewrites() {
        return rewriter == null ? List.of() : rewriter.attempts();
    }

    /** What this tape is known by to a result that must not keep it. */
    Object identity() {
        return identity;
    }

    /** Never for another thread, whose ops are to be refused and not computed on the quiet. */
    boolean isPaused() {
        return paused && Thread.currentThread() == owner;
    }

    /**
     * The gradients of a scalar output.
     *
     * @param output a node of exactly one element
     * @param wrt the nodes whose gradients are wanted, none for all leaves of this tape
     * @return the gradients ∂output/∂node
     * @throws IllegalArgumentException if the output has not exactly one element or is on another tape, a node wanted is not on
     *     this one, or the gradient would flow to a primal that has none
     * @throws IllegalStateException if the tape belongs to another thread
     */
    public Gradients backward(Node output, Node... wrt) {
        return backward(output, unitSeed(output), wrt);
    }

    /**
     * The cotangents that a cotangent of the output pulls back to.
     *
     * @param output any node
     * @param seed the cotangent of the output, of its shape
     * @param wrt the nodes whose cotangents are wanted, none for all leaves of this tape
     * @return the cotangents Jᵀ seed, where J is the Jacobian of the output by the node
     * @throws IllegalArgumentException if the seed has not the output's shape, the output is on another tape, a node wanted is not
     *     on this one, or the gradient would flow to a primal that has none
     * @throws IllegalStateException if the tape belongs to another thread
     */
    public Gradients backward(Node output, Tensor seed, Node... wrt) {
        requireOwner();
        Node[] wanted = wrt.length == 0 ? leaves.toArray(Node[]::new) : wrt.clone();
        Arrays.sort(wanted, BY_PLACE);
        boolean before = paused;
        paused = true;
        try {
            return new Gradients(this, wanted, walk(output, Node.constant(seed), wanted));
        } finally {
            paused = before;
        }
    }

    /**
     * The gradients of a scalar output as nodes recorded on this tape, so that they can be differentiated again.
     *
     * @param output a node of exactly one element
     * @param wrt the nodes whose gradients are wanted
     * @return the gradients in the same order; constant zeros for nodes that the output does not reach
     * @throws IllegalArgumentException if the output has not exactly one element or is on another tape, a node wanted is not on
     *     this one, or the gradient would flow to a primal that has none
     * @throws IllegalStateException if the tape belongs to another thread
     */
    public List<Node> recordBackward(Node output, List<Node> wrt) {
        return recordBackward(output, Node.constant(unitSeed(output)), wrt);
    }

    /**
     * The cotangents that a cotangent of the output pulls back to, as nodes recorded on this tape.
     *
     * @param output any node
     * @param seed the cotangent of the output, of its shape; differentiable itself
     * @param wrt the nodes whose cotangents are wanted
     * @return the cotangents in the same order; constant zeros for nodes that the output does not reach
     * @throws IllegalArgumentException if the seed has not the output's shape, either is on another tape, a node wanted is not on
     *     this one, or the gradient would flow to a primal that has none
     * @throws IllegalStateException if the tape belongs to another thread
     */
    public List<Node> recordBackward(Node output, Node seed, List<Node> wrt) {
        requireOwner();
        if (!seed.isConstant()) {
            meet(seed.tape(), "recordBackward");
        }
        Node[] wanted = wrt.toArray(Node[]::new);
        Node[] cotangents = walk(output, seed, wanted);
        for (int i = 0; i < wanted.length; i++) {
            if (cotangents[i] == null) {
                cotangents[i] = Node.constant(Tensor.zeros(wanted[i].shape()));
            }
        }
        return List.of(cotangents);
    }

    private static Tensor unitSeed(Node output) {
        if (output.value().size() != 1) {
            throw new IllegalArgumentException("backward from " + output.name() + " of shape " + output.shape()
                    + ": an output that has not exactly one element needs a seed of its shape");
        }
        return Tensor.ones(output.shape());
    }

    /** The cotangents of the wanted nodes, null for those that the output does not reach. */
    private Node[] walk(Node output, Node seed, Node... wanted) {
        if (!seed.shape().equals(output.shape())) {
            throw new IllegalArgumentException("backward from " + output.name() + " of shape " + output.shape()
                    + ": the seed must have this shape, had " + seed.shape());
        }
        for (Node node : wanted) {
            requireMine(node, "a gradient was asked for");
        }
        if (output.isConstant() && !output.isOn(this)) {
            return new Node[wanted.length];
        }
        requireMine(output, "backward was asked for");
        walks++;
        try {
            return new Walk(this, watch, output, wanted).run(nodes, seed);
        } finally {
            walks--;
        }
    }

    private void requireMine(Node node, String what) {
        if (!node.isOn(this)) {
            throw new IllegalArgumentException(
                    what + " at " + node.name() + " of shape " + node.shape() + node.absence());
        }
    }

    private void requireOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a tape is used by one thread: this one belongs to \"" + owner.getName()
                    + "\", but was used by \"" + Thread.currentThread().getName() + "\"");
        }
    }
}
