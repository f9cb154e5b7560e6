package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.reshape;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/** What becomes of the losses of the rows. */
public enum Reduction {
    /** One loss a row. */
    NONE,
    /** Their sum, 0 over no rows. */
    SUM,
    /** Their sum divided by the number of rows, NaN over none. */
    MEAN;

    /** The reduced losses. */
    Tensor of(Tensor rowLosses) {
        return switch (this) {
            case NONE -> rowLosses;
            case SUM -> Reductions.sum(rowLosses, false);
            case MEAN -> Reductions.mean(rowLosses, false);
        };
    }

    /** The cotangents of the row losses, with the class axis kept at extent 1 so that they broadcast along it. */
    Node pullback(Node yBar, Shape operand, int classAxis) {
        Shape kept = operand.with(classAxis, 1);
        return switch (this) {
            case NONE -> reshape(yBar, kept);
            case SUM -> Ops.broadcastTo(yBar, kept);
            case MEAN -> Ops.broadcastTo(Ops.divide(yBar, Node.constant(kept.size())), kept);
        };
    }
}
