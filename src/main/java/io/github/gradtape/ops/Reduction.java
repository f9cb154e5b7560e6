package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.broadcastTo;
import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.CompensatedSum;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/** What becomes of the losses of the rows. */
public enum Reduction {
    /** One loss a row. */
    NONE,
    /** Their sum, 0 over no rows. */
    SUM,
    /** Their sum divided by how much the rows count for, NaN over nothing. */
    MEAN;

    /** The losses, reduced; however many there are, their sum rounds once. The divisor is that of a mean. */
    Tensor of(Tensor losses, double divisor) {
        return switch (this) {
            case NONE -> losses;
            case SUM -> Tensor.scalar(CompensatedSum.of(losses.borrow()));
            case MEAN -> Tensor.scalar(divisor == 0 ? Double.NaN : CompensatedSum.of(losses.borrow()) / divisor);
        };
    }

    /** What the cotangent of the reduced loss pulls back to the losses, in a shape of as many; 0 for a mean over nothing. */
    Node pullback(Node lossBar, Shape losses, double divisor) {
        return switch (this) {
            case NONE -> reshape(lossBar, losses);
            case SUM -> broadcastTo(lossBar, losses);
            case MEAN ->
                divisor == 0 ? constant(Tensor.zeros(losses)) : broadcastTo(divide(lossBar, constant(divisor)), losses);
        };
    }
}
