package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.where;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.RowTargets;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/** What the losses share: targets of either kind under the options, as coefficients a of −Σ a log s, and the reduction. */
final class Targets {

    private final Shape scores;
    private final Node targets;
    private final int axis;
    private final LossOptions options;
    private final RowTargets rows;

    /** What the sum of the losses is divided by: D for a mean, else 1. */
    private final double divisor;

    /** Targets that scores of a shape are compared with. */
    Targets(Shape scores, Node targets, int axis, LossOptions options) {
        this.scores = scores;
        this.targets = targets;
        this.axis = axis;
        this.options = options;
        this.rows = new RowTargets(
                targets.value(), scores, axis, options.smoothing(), options.classWeights(), options.ignoredLabel());
        this.divisor = options.reduction() == Reduction.MEAN ? rows.meanDivisor() : 1;
    }

    /** Whether targets have a gradient: probabilities have, class indices have not. */
    static boolean areDifferentiable(Node... scoresAndTargets) {
        return areProbabilities(scoresAndTargets[1], scoresAndTargets[0].shape());
    }

    private static boolean areProbabilities(Node targets, Shape scores) {
        return targets.shape().equals(scores);
    }

    RowTargets rows() {
        return rows;
    }

    /** The coefficients a, of the shape of the scores, through which a gradient flows to probabilities. */
    Node coefficients() {
        if (!areProbabilities(targets, scores)) {
            return constant(rows.coefficients());
        }
        Tensor uniform = Elementwise.multiply(weights(), options.smoothing() / scores.extent(axis));
        return add(multiply(slopes(), targets), constant(uniform));
    }

    /** ∂a/∂q = (1 − ε) w, of extent 1 along every axis but that of the classes. */
    Node slopes() {
        return constant(Elementwise.multiply(weights(), 1 - options.smoothing()));
    }

    private Tensor weights() {
        Shape alongAxis = scores.collapsing().with(axis, scores.extent(axis));
        return options.classWeights()
                .map(weights -> Layout.reshape(weights, alongAxis))
                .orElse(Tensor.ones(alongAxis));
    }

    /** Values of the scores' shape, but 0 in ignored rows and in a mean over nothing, whatever stands there. */
    Node inKeptRows(Node values) {
        if (divisor == 0) {
            return constant(Tensor.zeros(scores));
        }
        if (options.ignoredLabel().isEmpty()) {
            return values;
        }
        Tensor kept = Tensor.adopt(scores.with(axis, 1), rows.kept());
        return where(constant(kept), values, constant(0));
    }

    /** The losses of the rows, reduced. */
    Tensor reduced(Tensor rowLosses) {
        return options.reduction().of(rowLosses, divisor);
    }

    /** The derivative of the reduced loss by the loss of a row: 1, or 1/D for a mean, but 0 for a mean over nothing. */
    double share() {
        return divisor == 0 ? 0 : 1 / divisor;
    }

    /** The gradient of the reduced loss, times the cotangent of the loss; zeros for a mean over nothing, whatever the cotangent. */
    Node scaled(Node gradient, Node lossBar) {
        Node rowBar = options.reduction() == Reduction.NONE ? reshape(lossBar, scores.with(axis, 1)) : lossBar;
        return inKeptRows(multiply(rowBar, gradient));
    }

    /** The cotangents of the row losses, of extent 1 along the class axis so that they broadcast along it. */
    Node rowCotangents(Node lossBar) {
        return options.reduction().pullback(lossBar, scores.with(axis, 1), divisor);
    }
}
