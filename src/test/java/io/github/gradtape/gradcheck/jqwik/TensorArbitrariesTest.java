package io.github.gradtape.gradcheck.jqwik;

import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.adversarial;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.batches;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.cotangents;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.labels;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.logits;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.maskedLogits;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.oneHot;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.probabilities;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.shapes;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.targets;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.tensors;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Complexity;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** What the generators promise, of samples and of all that these shrink to. */
class TensorArbitrariesTest {

    private static final Shape SHAPE = Shape.of(3, 4);

    private final Random random = new Random(11);

    private <T> List<Shrinkable<T>> samples(Arbitrary<T> arbitrary) {
        RandomGenerator<T> generator = arbitrary.generator(1000);
        return Stream.generate(() -> generator.next(random)).limit(200).toList();
    }

    private <T> List<T> values(Arbitrary<T> arbitrary) {
        return samples(arbitrary).stream().map(Shrinkable::value).toList();
    }

    /** The end of a chain of shrinkings, each of which goes on failing; all on the way hold what the generator promises. */
    private static <T> T smallest(Shrinkable<T> sample, Predicate<T> promise, Predicate<T> fails) {
        Shrinkable<T> smallest = sample;
        for (Shrinkable<T> next = sample; next != null; ) {
            smallest = next;
            assertTrue(promise.test(smallest.value()), () -> "broken by " + sample.value());
            next = smallest.shrink()
                    .filter(one -> fails.test(one.value()))
                    .findFirst()
                    .orElse(null);
        }
        return smallest.value();
    }

    private void assertKeeps(Arbitrary<Tensor> arbitrary, Tensor smallest, Predicate<Tensor> promise) {
        for (Shrinkable<Tensor> sample : samples(arbitrary).subList(0, 40)) {
            assertEquals(SHAPE, sample.value().shape());
            assertEquals(smallest, smallest(sample, promise, any -> true));
            smallest(sample, promise, x -> x.borrow()[11] != 0);
        }
    }

    private static Predicate<Tensor> all(DoublePredicate promise) {
        return x -> Arrays.stream(x.borrow()).allMatch(promise);
    }

    private static boolean rowsSumToOne(Tensor x) {
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                sum += x.get(row, k);
            }
            if (Math.abs(sum - 1) > 1e-12) {
                return false;
            }
        }
        return true;
    }

    private static Tensor firstClass() {
        return Tensor.of(new double[][] {{1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}});
    }

    @Example
    void shapesHaveEveryRankUpToFour() {
        Set<Integer> ranks = new HashSet<>();
        for (Shrinkable<Shape> sample : samples(shapes())) {
            ranks.add(sample.value().rank());
            assertEquals(Shape.SCALAR, smallest(sample, any -> true, any -> true));
        }
        assertEquals(Set.of(0, 1, 2, 3, 4), ranks);
    }

    @Example
    void batchesAreSometimesEmptyOrOfASingleClass() {
        List<Shape> shapes = values(batches());
        assertTrue(shapes.stream().allMatch(shape -> shape.rank() == 2 && shape.extent(1) > 0));
        assertTrue(shapes.stream().filter(shape -> shape.extent(0) == 0).count() > 5);
        assertTrue(shapes.stream().filter(shape -> shape.extent(1) == 1).count() > 5);
    }

    @Example
    void tensorsAreNeverZero() {
        assertKeeps(tensors(SHAPE), Tensor.ones(SHAPE), all(x -> x != 0 && Double.isFinite(x)));
    }

    @Example
    void adversarialNumbersAreFiniteAndSitAtTheThresholds() {
        assertKeeps(adversarial(SHAPE), Tensor.zeros(SHAPE), all(Double::isFinite));
        double[] numbers = values(adversarial(SHAPE)).stream()
                .flatMapToDouble(x -> Arrays.stream(x.borrow()))
                .map(Math::abs)
                .toArray();
        for (double near : new double[] {0, 36.7368, 709.7827, 745.1332, Double.MAX_VALUE}) {
            long count = Arrays.stream(numbers)
                    .filter(x -> Math.abs(x - near) < 1e-3)
                    .count();
            assertTrue(count > 10, count + " near " + near);
        }
        assertTrue(
                Arrays.stream(numbers)
                                .filter(x -> x > 0 && x < Double.MIN_NORMAL)
                                .count()
                        > 10,
                "subnormal numbers");
    }

    @Example
    void logitsAreAsLargeAsTheThresholdsOfExp() {
        assertKeeps(logits(SHAPE), Tensor.zeros(SHAPE), all(Double::isFinite));
        assertTrue(values(logits(SHAPE)).stream()
                .anyMatch(all(x -> Math.abs(x) < 710).negate()));
    }

    @Example
    void maskedLogitsHaveAFiniteOneInEachRow() {
        assertKeeps(maskedLogits(SHAPE, -1), Tensor.zeros(SHAPE), x -> {
            for (int row = 0; row < 3; row++) {
                if (!Double.isFinite(x.get(row, 0))) {
                    return false;
                }
            }
            return true;
        });
        assertTrue(values(maskedLogits(SHAPE, -1)).stream()
                .anyMatch(all(x -> x != Double.NEGATIVE_INFINITY).negate()));
    }

    @Example
    void rowsOfProbabilitiesSumToOneHoweverSmall() {
        Predicate<Tensor> promise = all(p -> p >= 0);
        assertKeeps(probabilities(SHAPE, 1), firstClass(), promise.and(TensorArbitrariesTest::rowsSumToOne));
        Shrinkable<Tensor> sample = samples(probabilities(SHAPE, 1)).get(0);
        double[] row = {0.5, 0.25, 0.125, 0.125};
        assertEquals(Tensor.of(new double[][] {row, row, row}), smallest(sample, promise, all(p -> p > 0)));
        assertEquals(Tensor.of(1), values(probabilities(Shape.of(1), 0)).get(0));
    }

    @Example
    void rowsOfOneHotTargetsHaveASingleOne() {
        Predicate<Tensor> promise = all(t -> t == 0 || t == 1);
        assertKeeps(oneHot(SHAPE, -1), firstClass(), promise.and(TensorArbitrariesTest::rowsSumToOne));
    }

    @Example
    void labelsAreWholeNumbersBelowTheNumberOfClasses() {
        for (Tensor labels : values(labels(SHAPE, 0))) {
            assertEquals(Shape.of(4), labels.shape());
            assertTrue(all(label -> label == 0 || label == 1 || label == 2).test(labels), labels::toString);
        }
    }

    @Example
    void targetsAreOfEveryKind() {
        assertKeeps(targets(SHAPE, -1), Tensor.zeros(SHAPE), all(Double::isFinite));
        List<Tensor> targets = values(targets(SHAPE, -1));
        Predicate<Tensor> sumToOne = TensorArbitrariesTest::rowsSumToOne;
        assertTrue(targets.stream().anyMatch(sumToOne));
        assertTrue(targets.stream().anyMatch(sumToOne.negate()));
    }

    @Example
    void cotangentsAreSometimesASingleOneOrZero() {
        assertKeeps(cotangents(SHAPE), Tensor.zeros(SHAPE), all(Double::isFinite));
        List<Tensor> cotangents = values(cotangents(SHAPE));
        assertTrue(cotangents.contains(Tensor.zeros(SHAPE)));
        assertTrue(cotangents.stream().anyMatch(x -> Complexity.of(x).digits() == 1));
    }

    /** A test that forgot to say what it is about. */
    private static final class Forgetful implements OpLaws {}

    @Example
    void lawsOfNoCallsSaySo() {
        RandomGenerator<?> calls = new Forgetful().calls().generator(1000);
        Exception e = assertThrows(IllegalStateException.class, () -> calls.next(random));
        assertEquals(
                Forgetful.class.getName() + " names no calls of its op: override domain() or calls()", e.getMessage());
    }
}
