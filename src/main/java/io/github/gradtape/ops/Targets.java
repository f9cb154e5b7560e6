package io.github.gradtape.ops;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * The two kinds of targets of a loss, told apart by their shape: weights of the classes, of the shape of what they are compared
 * with, or class indices, of that shape without the class axis.
 */
final class Targets {

    private Targets() {}

    /** Whether targets are weights of the classes, which have a gradient; class indices have none. */
    static boolean areWeights(Shape targets, Shape operand) {
        return targets.equals(operand);
    }

    /** The weights of the classes, for class indices 1 at the class named. */
    static Tensor weights(Tensor targets, Shape operand, int axis) {
        if (areWeights(targets.shape(), operand)) {
            return targets;
        }
        if (targets.shape().equals(operand.without(axis))) {
            return Indexing.oneHot(targets, operand.axis(axis), operand.extent(axis));
        }
        throw new IllegalArgumentException(
                "targets of shape " + targets.shape() + " fit neither as weights of the classes, of shape " + operand
                        + ", nor as class indices, of shape " + operand.without(axis));
    }

    /** The weights of the classes as a node: the targets themselves if they are weights. */
    static Node weights(Node targets, Shape operand, int axis) {
        return areWeights(targets.shape(), operand) ? targets : Node.constant(weights(targets.value(), operand, axis));
    }
}
