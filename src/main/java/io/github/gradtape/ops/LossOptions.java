package io.github.gradtape.ops;

import io.github.gradtape.tensor.Tensor;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * The options of a cross-entropy, as PyTorch has them: start from a reduction and add what is wanted, {@code
 * LossOptions.mean().withSmoothing(0.1).withIgnoredLabel(-100)}.
 *
 * <p>With class indices y, a row's loss is −Σ_c a_c log s_c with a_c = (1 − ε) w_y [c = y] + (ε/C) w_c, and the mean divides by
 * Σ w_y over the kept rows. With probabilities q as targets, which need not sum to 1, a_c = w_c ((1 − ε) q_c + ε/C), and the mean divides by the
 * number of rows. A mean over nothing is NaN, with a gradient of 0.
 *
 * @param reduction what becomes of the losses of the rows
 * @param smoothing ε: how much of every target is spread evenly over the classes (Szegedy et al. 2016, "Rethinking the Inception
 *     architecture")
 * @param classWeights w: a weight for each class, 1 if there are none
 * @param ignoredLabel the class index of rows that do not count, whatever the loss is given in them; it need not be a class
 * @param zLoss λ: each kept row adds λ lse², which keeps its log-sum-exp near 0; for logits alone
 */
public record LossOptions(
        Reduction reduction, double smoothing, Optional<Tensor> classWeights, OptionalInt ignoredLabel, double zLoss) {

    /**
     * All options at once; {@link #mean} and the others are more readable.
     *
     * @param reduction what becomes of the losses of the rows
     * @param smoothing ε
     * @param classWeights w
     * @param ignoredLabel the class index of rows that do not count
     * @param zLoss λ
     * @throws IllegalArgumentException if the smoothing is not from 0 to 1, the class weights are no vector of finite numbers from
     *     0 up, or λ is not a finite number from 0 up
     */
    public LossOptions {
        if (!(0 <= smoothing && smoothing <= 1)) {
            throw new IllegalArgumentException("the smoothing must be from 0 to 1, was " + smoothing);
        }
        classWeights.ifPresent(LossOptions::requireWeights);
        if (!(0 <= zLoss && zLoss < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the factor of the z-loss must be finite and not negative, was " + zLoss);
        }
    }

    private static void requireWeights(Tensor weights) {
        if (weights.rank() != 1) {
            throw new IllegalArgumentException(
                    "class weights must be a vector, one a class, were of shape " + weights.shape());
        }
        for (int c = 0; c < weights.size(); c++) {
            if (!(0 <= weights.get(c) && weights.get(c) < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "class weights must be finite and not negative, was " + weights.get(c) + " for class " + c);
            }
        }
    }

    /**
     * No options but a reduction.
     *
     * @param reduction what becomes of the losses of the rows
     * @return the options
     */
    public static LossOptions of(Reduction reduction) {
        return new LossOptions(reduction, 0, Optional.empty(), OptionalInt.empty(), 0);
    }

    /**
     * The mean over the rows and no other options.
     *
     * @return the options
     */
    public static LossOptions mean() {
        return of(Reduction.MEAN);
    }

    /**
     * The sum over the rows and no other options.
     *
     * @return the options
     */
    public static LossOptions sum() {
        return of(Reduction.SUM);
    }

    /**
     * One loss a row and no other options.
     *
     * @return the options
     */
    public static LossOptions none() {
        return of(Reduction.NONE);
    }

    /**
     * These options with label smoothing.
     *
     * @param epsilon ε, from 0 to 1
     * @return the options
     * @throws IllegalArgumentException if ε is outside
     */
    public LossOptions withSmoothing(double epsilon) {
        return new LossOptions(reduction, epsilon, classWeights, ignoredLabel, zLoss);
    }

    /**
     * These options with a weight for each class.
     *
     * @param weights w, one a class, finite and not negative
     * @return the options
     * @throws IllegalArgumentException if a weight is negative or not finite
     */
    public LossOptions withClassWeights(double... weights) {
        return new LossOptions(reduction, smoothing, Optional.of(Tensor.of(weights)), ignoredLabel, zLoss);
    }

    /**
     * These options without the rows of one label. It goes with class indices alone.
     *
     * @param label the class index of the rows that do not count
     * @return the options
     */
    public LossOptions withIgnoredLabel(int label) {
        return new LossOptions(reduction, smoothing, classWeights, OptionalInt.of(label), zLoss);
    }

    /**
     * These options with a z-loss (de Brébisson &amp; Vincent 2016, "The Z-loss"; λ lse² as in Zoph et al. 2022). It goes with
     * logits alone.
     *
     * @param lambda λ, finite and not negative
     * @return the options
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    public LossOptions withZLoss(double lambda) {
        return new LossOptions(reduction, smoothing, classWeights, ignoredLabel, lambda);
    }

    /**
     * The options that were chosen.
     *
     * @return for example {@code mean, smoothing 0.1}
     */
    @Override
    public String toString() {
        StringJoiner chosen = new StringJoiner(", ").add(reduction.toString().toLowerCase(Locale.ROOT));
        if (smoothing != 0) {
            chosen.add("smoothing " + smoothing);
        }
        classWeights.ifPresent(weights ->
                chosen.add(weights.size() <= 10 ? "class weights " + weights : weights.size() + " class weights"));
        ignoredLabel.ifPresent(label -> chosen.add("ignored label " + label));
        if (zLoss != 0) {
            chosen.add("z-loss " + zLoss);
        }
        return chosen.toString();
    }
}
