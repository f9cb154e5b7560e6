package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;

/** The result of a backward pass: the cotangent of every node that was asked for. */
public final class Gradients {

    private final Node[] wanted;
    private final Node[] cotangents;

    /** Where the next node asked for is likely to be. */
    private int next;

    Gradients(Node[] wanted, Node... cotangents) {
        this.wanted = wanted;
        this.cotangents = cotangents;
    }

    /**
     * The gradient by a node.
     *
     * @param node one of the nodes asked for
     * @return the gradient, of the node's shape; zeros if the output does not {@linkplain #reached depend} on the node
     * @throws IllegalArgumentException if the backward pass was not asked for this node
     */
    public Tensor of(Node node) {
        Node cotangent = cotangent(node);
        return cotangent == null ? Tensor.zeros(node.shape()) : cotangent.value();
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

    /** The cotangent of a node, by a search from behind the last one found: most are asked for in their order. */
    private Node cotangent(Node node) {
        for (int k = 0; k < wanted.length; k++) {
            int i = (next + k) % wanted.length;
            if (wanted[i] == node) {
                next = i + 1;
                return cotangents[i];
            }
        }
        throw new IllegalArgumentException("the gradient of a node that was not asked for: " + node.name()
                + " of shape " + node.shape() + "; name it in the call of backward");
    }
}
