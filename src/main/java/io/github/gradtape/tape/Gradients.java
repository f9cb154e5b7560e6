package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** The result of a backward pass: the cotangent of every node that was asked for. */
public final class Gradients {

    private final Map<Node, Node> cotangents = new HashMap<>();

    Gradients(Node[] wanted, Node... cotangents) {
        for (int i = 0; i < wanted.length; i++) {
            this.cotangents.put(wanted[i], cotangents[i]);
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
        return reached(node) ? cotangents.get(node).value() : Tensor.zeros(node.shape());
    }

    /**
     * Whether the output depends on a node through ops on the tape.
     *
     * @param node one of the nodes asked for
     * @return false if no path leads from the node to the output, so that its gradient is zero whatever the values are
     * @throws IllegalArgumentException if the backward pass was not asked for this node
     */
    public boolean reached(Node node) {
        if (!cotangents.containsKey(node)) {
            throw new IllegalArgumentException("the gradient of a node that was not asked for: " + node.name()
                    + " of shape " + node.shape() + "; name it in the call of backward");
        }
        return cotangents.get(node) != null;
    }
}
