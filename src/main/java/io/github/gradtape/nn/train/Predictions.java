package io.github.gradtape.nn.train;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * What a model makes of samples, beside what they are.
 *
 * @param logits the model's output, of shape [n, classes]: a larger number for a class that is more probable
 * @param labels the classes, of shape [n]
 */
public record Predictions(Tensor logits, Tensor labels) {

    /** How many samples pass through a network at a time: few enough that what is between its layers stays small. */
    private static final int CHUNK = 250;

    /**
     * What a model makes of samples, beside what they are.
     *
     * @param logits the model's output, of shape [n, classes]
     * @param labels the classes, of shape [n], whole numbers below the number of classes
     * @throws IllegalArgumentException if the shapes are others, there are no samples, or a label is no such number
     */
    public Predictions {
        if (logits.rank() != 2 || labels.rank() != 1 || logits.shape().extent(0) != labels.size()) {
            throw new IllegalArgumentException("predictions: logits of shape " + logits.shape()
                    + " and labels of shape " + labels.shape() + " must have shapes [n, classes] and [n]");
        }
        if (labels.size() == 0) {
            throw new IllegalArgumentException("predictions: must be of at least one sample");
        }
        for (int i = 0; i < labels.size(); i++) {
            double label = labels.get(i);
            if (label != Math.rint(label)
                    || label < 0
                    || label >= logits.shape().extent(1)) {
                throw new IllegalArgumentException("predictions: label " + label + " of sample " + i
                        + " must be a whole number from 0 to " + (logits.shape().extent(1) - 1)
                        + ", as the model has an output for each class");
            }
        }
    }

    /**
     * Asks a model about samples.
     *
     * @param model a model whose output has one logit for each class
     * @param samples the samples
     * @return its predictions
     * @throws IllegalArgumentException if the model does not take these samples, or its output is not of shape [n, classes]
     */
    public static Predictions of(Model model, DataSet samples) {
        return new Predictions(logits(model, samples.features()), samples.labels());
    }

    /**
     * Asks a model about samples whose classes are not known, some at a time.
     *
     * @param model the model, whose output is as a rule one logit for each class
     * @param features the samples, along axis 0
     * @return its output for all
     * @throws IllegalArgumentException if the model does not take these samples
     */
    public static Tensor logits(Model model, Tensor features) {
        List<Tensor> parts = new ArrayList<>();
        int samples = features.shape().extent(0);
        int from = 0;
        do {
            parts.add(model.apply(Layout.slice(features, 0, from, Math.min(from + CHUNK, samples))));
            from += CHUNK;
        } while (from < samples);
        return Layout.concatenate(0, parts.toArray(Tensor[]::new));
    }

    /**
     * The number of samples.
     *
     * @return n
     */
    public int size() {
        return labels.size();
    }

    /**
     * The number of classes.
     *
     * @return the extent of the logits' class axis
     */
    public int classCount() {
        return logits.shape().extent(1);
    }

    /**
     * The probabilities that the model gives the classes.
     *
     * @return the softmax of the logits, of shape [n, classes]
     */
    public Tensor probabilities() {
        return Ops.softmax(Node.constant(logits), 1).value();
    }

    /**
     * The class of the largest logit of every sample, the first of several. A sample with a logit of NaN is taken for no class: that is
     * NaN, too, and no measure counts it as right.
     *
     * @return class indices, of shape [n]
     */
    public Tensor classes() {
        return classes(logits);
    }

    private static Tensor classes(Tensor logits) {
        double[] classes = Reductions.argmax(logits, 1).toArray();
        for (int i = 0; i < classes.length; i++) {
            if (Double.isNaN(logits.get(i, (int) classes[i]))) {
                classes[i] = Double.NaN;
            }
        }
        return Tensor.of(classes);
    }

    /**
     * The share of samples that are classified right.
     *
     * @return from 0 to 1, NaN if there is but one class
     */
    public double accuracy() {
        return hits(logits, labels) / size();
    }

    /**
     * How far the accuracy may be from that on ever more samples.
     *
     * @return the standard error √(a(1 − a)/n) of an accuracy a of n samples
     */
    public double standardError() {
        double accuracy = accuracy();
        return Math.sqrt(accuracy * (1 - accuracy) / size());
    }

    /** How many samples are classified right, NaN if the output is not one number for each of several classes. */
    static double hits(Tensor output, Tensor labels) {
        if (output.rank() != 2 || output.shape().extent(1) == 1) {
            return Double.NaN;
        }
        Tensor classes = classes(output);
        int hits = 0;
        for (int i = 0; i < labels.size(); i++) {
            hits += classes.get(i) == labels.get(i) ? 1 : 0;
        }
        return hits;
    }

    /**
     * The mean of −log of the probability given to the right class.
     *
     * @return the loss in nats, not negative
     */
    public double logLoss() {
        return score(Ops::softmaxCrossEntropy).loss();
    }

    /**
     * Mean loss and accuracy.
     *
     * @param loss the mean loss, as a function of the logits and the labels
     * @return both
     * @throws IllegalArgumentException if the loss is not one number
     */
    public Score score(BinaryOperator<Node> loss) {
        return new Score(
                loss.apply(Node.constant(logits), Node.constant(labels)).value().item(), accuracy());
    }

    /**
     * How many samples of each class were taken for each class.
     *
     * @return counts of shape [classes, classes]: row i, column j counts samples of class i that were taken for j
     * @throws IllegalArgumentException if there are more than 46,340 classes, the square of which is more than a tensor holds
     */
    public Tensor confusion() {
        Shape shape = Shape.of(classCount(), classCount());
        double[] counts = new double[shape.size()];
        Tensor predicted = classes();
        for (int i = 0; i < size(); i++) {
            if (!Double.isNaN(predicted.get(i))) {
                int row = (int) labels.get(i);
                counts[row * classCount() + (int) predicted.get(i)]++;
            }
        }
        return Tensor.adopt(shape, counts);
    }

    /**
     * Precision, recall and F₁ of every class.
     *
     * @return one score for each class, in order
     */
    public List<ClassScore> classScores() {
        int[] hits = new int[classCount()];
        int[] predicted = new int[classCount()];
        int[] actual = new int[classCount()];
        Tensor classes = classes();
        for (int i = 0; i < size(); i++) {
            int label = (int) labels.get(i);
            actual[label]++;
            if (!Double.isNaN(classes.get(i))) {
                predicted[(int) classes.get(i)]++;
            }
            hits[label] += classes.get(i) == label ? 1 : 0;
        }
        return IntStream.range(0, classCount())
                .mapToObj(c -> new ClassScore(hits[c], predicted[c], actual[c]))
                .toList();
    }

    /**
     * How confident the model is beside how often it is right.
     *
     * @param bins into how many equal intervals of confidence the samples are sorted, at least 1
     * @return the reliability
     * @throws IllegalArgumentException if there is not at least one bin
     */
    public Reliability reliability(int bins) {
        return Reliability.of(this, bins);
    }
}
