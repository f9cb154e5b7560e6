package io.github.gradtape.data;

import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Samples, each a tensor of numbers and the class it belongs to.
 *
 * @param name what the samples are, for people
 * @param features the numbers, of shape [n, …], n at least 1: rows are [n, d], grey images [n, height, width]
 * @param labels the classes as whole numbers, of shape [n], each the position of a class name
 * @param classNames the names of the classes, each another
 */
public record DataSet(String name, Tensor features, Tensor labels, List<String> classNames) {

    /**
     * Samples, each a tensor of numbers and the class it belongs to.
     *
     * @param name what the samples are, for people
     * @param features the numbers, of shape [n, …], n at least 1
     * @param labels the classes as whole numbers, of shape [n], each the position of a class name
     * @param classNames the names of the classes
     * @throws IllegalArgumentException if the shapes are not [n, …] with at least two axes and [n], there are no samples
     *     or classes, two classes have one name, or a label is not the position of a class name
     */
    public DataSet {
        classNames = List.copyOf(classNames);
        if (classNames.isEmpty() || new HashSet<>(classNames).size() < classNames.size()) {
            throw new IllegalArgumentException("data set " + name + ": its classes " + classNames
                    + " must be at least one, each with another name");
        }
        if (features.rank() < 2 || labels.rank() != 1 || features.shape().extent(0) != labels.size()) {
            throw new IllegalArgumentException("data set " + name + ": features of shape " + features.shape()
                    + " and labels of shape " + labels.shape() + " must have shapes [n, ...] and [n]");
        }
        if (labels.size() == 0) {
            throw new IllegalArgumentException("data set " + name + ": must have at least one sample");
        }
        double[] given = labels.borrow();
        for (int i = 0; i < given.length; i++) {
            double label = given[i];
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
     * The shape of one sample's features.
     *
     * @return the shape of all features without its first axis
     */
    public Shape sampleShape() {
        return features.shape().without(0);
    }

    /**
     * The number of features of a sample.
     *
     * @return how many numbers the sample shape holds
     */
    public int featureCount() {
        return sampleShape().size();
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
        return new DataSet(name, Indexing.rows(features, indices), Indexing.rows(labels, indices), classNames);
    }

    /**
     * The same samples with their classes numbered as others have them: the model that is asked, or the samples it was trained on.
     *
     * @param names the names of the classes, among them all that these samples have
     * @return the data set with these names, and labels to match
     * @throws IllegalArgumentException if a class of these samples is not among the names
     */
    public DataSet withClassNames(List<String> names) {
        Map<String, Integer> positions = new HashMap<>();
        for (int c = 0; c < names.size(); c++) {
            positions.put(names.get(c), c);
        }
        double[] numbers = new double[classCount()];
        for (int c = 0; c < numbers.length; c++) {
            Integer position = positions.get(classNames.get(c));
            if (position == null) {
                throw new IllegalArgumentException(
                        "data set " + name + ": its class \"" + classNames.get(c) + "\" must be one of " + names);
            }
            numbers[c] = position;
        }
        double[] renumbered = labels.toArray();
        for (int i = 0; i < renumbered.length; i++) {
            renumbered[i] = numbers[(int) renumbered[i]];
        }
        return new DataSet(name, features, Tensor.of(renumbered), names);
    }

    /**
     * The same samples with other features.
     *
     * @param newFeatures the features, of shape [n, …] with any sample shape
     * @return the data set with these
     * @throws IllegalArgumentException if there are not as many as samples
     */
    public DataSet withFeatures(Tensor newFeatures) {
        return new DataSet(name, newFeatures, labels, classNames);
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
        int[] order = shuffled(positions(), random);
        return new LazyList<>((size() - 1) / batchSize + 1, index -> {
            int from = index * batchSize;
            return rows(Arrays.copyOfRange(order, from, from + Math.min(batchSize, order.length - from)));
        });
    }

    /**
     * Splits the samples at random into two parts.
     *
     * @param testShare the share of the samples in the second part, between 0 and 1
     * @param random where the choice comes from
     * @return both parts, each in the order of this data set
     * @throws IllegalArgumentException if the share is not between 0 and 1, or so near to either that a part is empty
     */
    public Split split(double testShare, RandomGenerator random) {
        return split(testShare, random, new int[][] {positions()});
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
        return split(testShare, random, positionsByClass());
    }

    private Split split(double testShare, RandomGenerator random, int[][] groups) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("a test share of " + testShare + ": must be between 0 and 1");
        }
        boolean[] isTest = new boolean[size()];
        int[] taken = shares(Arrays.stream(groups).mapToInt(g -> g.length).toArray(), testShare);
        int tests = IntStream.of(taken).sum();
        if (tests == 0 || tests == size()) {
            throw new IllegalArgumentException("a test share of " + testShare + " of " + size()
                    + " samples: must leave at least one in each part, was " + tests + " in the test part");
        }
        for (int g = 0; g < groups.length; g++) {
            int[] members = shuffled(groups[g], random);
            for (int k = 0; k < taken[g]; k++) {
                isTest[members[k]] = true;
            }
        }
        return heldOut(i -> isTest[i]);
    }

    /**
     * Deals the samples at random into folds of the same size and the same share of every class, as nearly as whole samples
     * allow, and holds each out in turn: k-fold cross-validation.
     *
     * @param folds the number of folds k, from 2 to the number of samples
     * @param random where the choice comes from
     * @return k splits, each made when it is asked for, its test part one fold and its training part all others, in the order
     *     of this data set
     * @throws IllegalArgumentException if there cannot be as many folds
     */
    public List<Split> stratifiedFolds(int folds, RandomGenerator random) {
        if (folds < 2 || folds > size()) {
            throw new IllegalArgumentException(
                    folds + " folds of data set " + name + ": must be from 2 to its " + size() + " samples");
        }
        int[] foldOf = new int[size()];
        int dealt = 0;
        for (int[] members : positionsByClass()) {
            for (int i : shuffled(members, random)) {
                foldOf[i] = dealt++ % folds;
            }
        }
        return new LazyList<>(folds, fold -> heldOut(i -> foldOf[i] == fold));
    }

    private Split heldOut(IntPredicate isTest) {
        return new Split(
                rows(IntStream.of(positions()).filter(isTest.negate()).toArray()),
                rows(IntStream.of(positions()).filter(isTest).toArray()));
    }

    private int[] positions() {
        return IntStream.range(0, size()).toArray();
    }

    private int[][] positionsByClass() {
        Map<Integer, List<Integer>> positions = IntStream.of(positions())
                .boxed()
                .collect(Collectors.groupingBy(i -> (int) labels.get(i), TreeMap::new, Collectors.toList()));
        return positions.values().stream()
                .map(of -> of.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
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

    /** A list whose elements are made each time they are asked for, so that big ones are not all held at once. */
    private static final class LazyList<T> extends AbstractList<T> implements RandomAccess {

        private final int size;
        private final IntFunction<T> element;

        LazyList(int size, IntFunction<T> element) {
            this.size = size;
            this.element = element;
        }

        @Override
        public T get(int index) {
            return element.apply(Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }
}
