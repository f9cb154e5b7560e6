package io.github.gradtape.data;

import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Samples, each a row of numbers and the class it belongs to.
 *
 * @param name what the samples are, for people
 * @param features the numbers, of shape [n, d], n at least 1
 * @param labels the classes as whole numbers, of shape [n], each the position of a class name
 * @param classNames the names of the classes
 */
public record DataSet(String name, Tensor features, Tensor labels, List<String> classNames) {

    /**
     * Samples, each a row of numbers and the class it belongs to.
     *
     * @param name what the samples are, for people
     * @param features the numbers, of shape [n, d], n at least 1
     * @param labels the classes as whole numbers, of shape [n], each the position of a class name
     * @param classNames the names of the classes
     * @throws IllegalArgumentException if the shapes are not [n, d] and [n], there are no samples, or a label is not the
     *     position of a class name
     */
    public DataSet {
        classNames = List.copyOf(classNames);
        if (features.rank() != 2 || labels.rank() != 1 || features.shape().extent(0) != labels.size()) {
            throw new IllegalArgumentException("data set " + name + ": features of shape " + features.shape()
                    + " and labels of shape " + labels.shape() + " must have shapes [n, d] and [n]");
        }
        if (labels.size() == 0) {
            throw new IllegalArgumentException("data set " + name + ": must have at least one sample");
        }
        for (int i = 0; i < labels.size(); i++) {
            double label = labels.get(i);
            if (label != Math.rint(label) || label < 0 || label >= classNames.size()) {
                throw new IllegalArgumentException("data set " + name + ": label " + label + " of sample " + i
                        + " must be a whole number from 0 to " + (classNames.size() - 1));
            }
        }
    }

    /**
     * Two parts of a data set.
     *
     * @param train the part to learn from
     * @param test the part held out
     */
    public record Split(DataSet train, DataSet test) {}

    /**
     * The number of samples.
     *
     * @return n
     */
    public int size() {
        return labels.size();
    }

    /**
     * The number of features of a sample.
     *
     * @return d
     */
    public int featureCount() {
        return features.shape().extent(1);
    }

    /**
     * The number of classes.
     *
     * @return the number of class names
     */
    public int classCount() {
        return classNames.size();
    }

    /**
     * The labels as indicator vectors: the targets of a cross-entropy.
     *
     * @return a tensor of shape [n, classes], 1 at each sample's class and 0 elsewhere
     */
    public Tensor targets() {
        return Indexing.oneHot(labels, 1, classCount());
    }

    /**
     * Some of the samples, in the order asked for.
     *
     * @param indices positions of samples; the same one may be named again
     * @return the samples there
     * @throws IllegalArgumentException if no position is named, or one that there is not
     */
    public DataSet rows(int... indices) {
        int width = featureCount();
        double[] rows = new double[indices.length * width];
        double[] rowLabels = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            rowLabels[i] = labels.get(indices[i]);
            System.arraycopy(features.borrow(), indices[i] * width, rows, i * width, width);
        }
        return withRows(
                Tensor.adopt(Shape.of(indices.length, width), rows), Tensor.adopt(Shape.of(indices.length), rowLabels));
    }

    private DataSet withRows(Tensor newFeatures, Tensor newLabels) {
        return new DataSet(name, newFeatures, newLabels, classNames);
    }

    /**
     * The same samples with other features.
     *
     * @param newFeatures the features, of shape [n, d] with any d
     * @return the data set with these
     * @throws IllegalArgumentException if there are not as many rows as samples
     */
    public DataSet withFeatures(Tensor newFeatures) {
        return withRows(newFeatures, labels);
    }

    /**
     * All samples once, in random order, cut into batches.
     *
     * @param batchSize how many samples a batch has, at least 1; the last one may have fewer
     * @param random where the order comes from
     * @return the batches, each made when it is asked for
     * @throws IllegalArgumentException if the batch size is less than 1
     */
    public List<DataSet> batches(int batchSize, RandomGenerator random) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch of " + batchSize + " samples: must have at least 1");
        }
        return new Batches(this, shuffled(IntStream.range(0, size()).toArray(), random), batchSize);
    }

    /**
     * Splits the samples at random into two parts with the same share of every class, as nearly as whole samples allow.
     *
     * @param testShare the share of the samples in the second part, between 0 and 1
     * @param random where the choice comes from
     * @return both parts, each in the order of this data set
     * @throws IllegalArgumentException if the share is not between 0 and 1, or so near to either that a part is empty
     */
    public Split stratifiedSplit(double testShare, RandomGenerator random) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("a test share of " + testShare + ": must be between 0 and 1");
        }
        int[][] members = new int[classCount()][];
        for (int c = 0; c < members.length; c++) {
            int label = c;
            members[c] = shuffled(
                    IntStream.range(0, size())
                            .filter(i -> labels.get(i) == label)
                            .toArray(),
                    random);
        }
        boolean[] isTest = new boolean[size()];
        int[] taken = shares(Arrays.stream(members).mapToInt(m -> m.length).toArray(), testShare);
        for (int c = 0; c < members.length; c++) {
            for (int k = 0; k < taken[c]; k++) {
                isTest[members[c][k]] = true;
            }
        }
        return new Split(
                rows(IntStream.range(0, size()).filter(i -> !isTest[i]).toArray()),
                rows(IntStream.range(0, size()).filter(i -> isTest[i]).toArray()));
    }

    /** A share of each count in whole numbers whose sum is that share of all: the largest remainders are rounded up. */
    private static int[] shares(int[] counts, double share) {
        int[] shares = Arrays.stream(counts).map(n -> (int) (n * share)).toArray();
        int left = (int) Math.round(IntStream.of(counts).sum() * share)
                - IntStream.of(shares).sum();
        IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> Double.compare(counts[b] * share - shares[b], counts[a] * share - shares[a]))
                .limit(left)
                .forEach(c -> shares[c]++);
        return shares;
    }

    private static int[] shuffled(int[] positions, RandomGenerator random) {
        for (int i = positions.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = positions[i];
            positions[i] = positions[j];
            positions[j] = swapped;
        }
        return positions;
    }

    private static final class Batches extends AbstractList<DataSet> implements RandomAccess {

        private final DataSet all;
        private final int[] order;
        private final int batchSize;

        Batches(DataSet all, int[] order, int batchSize) {
            this.all = all;
            this.order = order;
            this.batchSize = batchSize;
        }

        @Override
        public DataSet get(int index) {
            int from = Math.multiplyExact(index, batchSize);
            return all.rows(Arrays.copyOfRange(order, from, (int) Math.min((long) from + batchSize, order.length)));
        }

        @Override
        public int size() {
            return (order.length - 1) / batchSize + 1;
        }
    }
}
