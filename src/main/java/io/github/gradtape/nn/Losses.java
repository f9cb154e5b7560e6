package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.clamp;
import static io.github.gradtape.ops.Ops.mean;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.Node;

/**
 * Losses of predicted numbers. Those of predicted classes are in {@link io.github.gradtape.ops.Ops}: {@code softmaxCrossEntropy}
 * and its relatives, {@code binaryCrossEntropy} from logits.
 */
public final class Losses {

    private Losses() {}

    /**
     * The mean squared error: the mean of (y − t)² over all elements.
     *
     * @param predictions y
     * @param targets t, of the same shape
     * @return the mean
     * @throws IllegalArgumentException if the shapes differ
     */
    public static Node meanSquaredError(Node predictions, Node targets) {
        return mean(square(error("meanSquaredError", predictions, targets)));
    }

    /**
     * Huber's loss, quadratic near and linear far: the mean of e²/2 where |e| ≤ δ, and of δ(|e| − δ/2) elsewhere, for e = y − t
     * (Huber 1964).
     *
     * @param predictions y
     * @param targets t, of the same shape
     * @param delta δ, where both meet; positive and finite
     * @return the mean
     * @throws IllegalArgumentException if the shapes differ, or δ is not positive and finite
     */
    public static Node huber(Node predictions, Node targets, double delta) {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("huber: delta must be positive and finite, was " + delta);
        }
        Node error = error("huber", predictions, targets);
        // c (e − c/2) with c = e cut to ±δ is both branches at once, with no kink where they meet.
        Node cut = clamp(error, -delta, delta);
        return mean(multiply(cut, subtract(error, multiply(constant(0.5), cut))));
    }

    private static Node error(String loss, Node predictions, Node targets) {
        if (!predictions.shape().equals(targets.shape())) {
            throw new IllegalArgumentException(loss + ": predictions of " + predictions.shape() + " and targets of "
                    + targets.shape() + " must have the same shape");
        }
        return subtract(predictions, targets);
    }
}
