package io.github.gradtape.nn.train;

import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.Temper;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Derivative;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes probabilities honest: the inverse temperature β by which the logits of samples held out have the least cross-entropy (Platt
 * 1999 for two classes; Guo et al. 2017, "On calibration of modern neural networks", where T = 1/β).
 *
 * <p>The softmax of β z keeps the order of the classes, so that accuracy stays; only how sure they are changes.
 *
 * @param beta β, positive: below 1 the model was too sure, above 1 not sure enough
 */
public record Calibration(double beta) {

    /**
     * An inverse temperature.
     *
     * @param beta β
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Calibration {
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "calibration: an inverse temperature must be positive and finite, was " + beta);
        }
    }

    /**
     * Fits β to samples that the model has not learned from: where the derivative of the loss by β, which only grows, is 0. It is
     * computed of logits less the largest of their sample, so that a number common to all of a sample costs no digits.
     *
     * @param heldOut the predictions to fit to
     * @return the calibration, exact but for the roundings of that derivative
     * @throws IllegalArgumentException if no β is best: no sample has a larger logit than that of its class, so that the surest is
     *     the best, or the logits are no better than chance
     */
    public static Calibration fit(Predictions heldOut) {
        Tensor largest =
                Reductions.maxTo(heldOut.logits(), heldOut.logits().shape().collapsing(1));
        Node logits = Node.constant(Elementwise.subtract(heldOut.logits(), largest));
        Node labels = Node.constant(heldOut.labels());
        Derivative slope = Derivatives.grad(beta -> Ops.softmaxCrossEntropy(Ops.temper(logits, beta), labels));
        if (!hasMistake(heldOut) || !(slopeAt(Double.MIN_NORMAL, slope) < 0)) {
            throw new IllegalArgumentException("calibration: no inverse temperature is best for these " + heldOut.size()
                    + " predictions, of accuracy " + heldOut.accuracy()
                    + ": it takes some that are wrong, and logits that are better than chance");
        }
        double low = 1;
        while (slopeAt(low, slope) > 0) {
            low /= 2;
        }
        double high = 2 * low;
        while (slopeAt(high, slope) < 0) {
            low = high;
            high *= 2;
        }
        double middle = low + (high - low) / 2;
        while (low < middle && middle < high) {
            if (slopeAt(middle, slope) < 0) {
                low = middle;
            } else {
                high = middle;
            }
            middle = low + (high - low) / 2;
        }
        return new Calibration(middle);
    }

    private static double slopeAt(double beta, Derivative slope) {
        return slope.at(Tensor.scalar(beta)).item();
    }

    private static boolean hasMistake(Predictions predictions) {
        Tensor largest = Reductions.max(predictions.logits(), 1);
        return IntStream.range(0, predictions.size())
                .anyMatch(i ->
                        predictions.logits().get(i, (int) predictions.labels().get(i)) < largest.get(i));
    }

    /**
     * The calibrated model: the same network with its logits times β.
     *
     * @param model a model whose output are logits
     * @return the model, with {@link Temper} as its last layer; what is no {@link Sequential} becomes the first layer of one
     */
    public Model apply(Model model) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        List<Layer> layers = new ArrayList<>();
        if (model.layer() instanceof Sequential sequential) {
            layers.addAll(sequential.layers());
            parameters.putAll(model.parameters());
        } else {
            layers.add(model.layer());
            model.parameters().forEach((name, value) -> parameters.put("0." + name, value));
        }
        parameters.put(layers.size() + "." + Temper.BETA, Tensor.scalar(beta));
        layers.add(new Temper());
        return Model.of(new Sequential(layers), parameters);
    }

    /**
     * The predictions of the calibrated model.
     *
     * @param predictions those of the model
     * @return the same with logits times β
     */
    public Predictions apply(Predictions predictions) {
        Node tempered = Ops.temper(Node.constant(predictions.logits()), Node.constant(beta));
        return new Predictions(tempered.value(), predictions.labels());
    }
}
