package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;

/**
 * The result of a backward pass: the cotangent of every node that was asked for.
 *
 * <p>It holds these tensors alone: the tape and its nodes may be let go while it is kept.
 */
public final class Gradients {

    /** Of the tape; see {@link Tape#identity}. */
    private final Object tape;

    /** Where the nodes asked for stand on the tape, ascending. */
    private final int[] places;

    /** Null for nodes that the output does not depend on. */
    private final Tensor[] cotangents;

    /** The result for nodes of one tape in the order of their places. */
    Gradients(Tape tape, Node[] wanted, Node... cotangents) {
        this.tape = tape.identity();
        this.places = new int[wanted.length];
        this.cotangents = new Tensor[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            this.places[i] = wanted[i].index();
            this.cotangents[i] = cotangents[i] == null ? null : cotangents[i].value();
        }
    }

    /**
     * The gradient by a node.
     *
     * @param node one of the nodes asked for
     * @return the gradient, of the node's shape; zeros if the output does not {@linkplain #reached depend} on the node
     * @throws IllegalArgumentException if the backward pass was not asked for this node
     */
    public Tensor of(Node node) {
        Tensor cotangent = cotangent(node);
        return cotangent == null ? Tensor.zeros(node.shape()) : cotangent;
    }

    /**
     * Whether the output depends on a node through ops on the tape.
     *
     * @param node one of the nodes asked for
     * @return false if no path leads from the node to the output, so that its gradient is zero whatever the values are
     * @throws IllegalArgumentException if the backward pass was not asked for this node
     */
    public boolean reached(Node node) {
        return cotangent(node) != null;
    }

    private Tensor cotangent(Node node) {
        boolean isHere = node.isOnTapeOf(tape);
        int i = isHere ? Arrays.binarySearch(places, node.index()) : -1;
        if (i < 0) {
            throw new IllegalArgumentException("the gradient of a node that was not asked for: " + node.name()
                    + " of shape " + node.shape()
                    + (isHere ? "; name it in the call of backward" : node.absence()));
        }
        return cotangents[i];
    }
}
