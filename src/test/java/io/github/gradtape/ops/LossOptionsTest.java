package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.logSoftmax;
import static io.github.gradtape.ops.Ops.logSumExp;
import static io.github.gradtape.ops.Ops.negativeLogLikelihood;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the options mean, as laws of the fused node, and the wrong ones that are refused. */
class LossOptionsTest {

    private static final double U = 0x1p-53;

    private final Tensor logits = Tensor.of(new double[][] {{1, 2, 3}, {0, -1, 1}, {2, 2, -1}});
    private final Tensor labels = Tensor.of(2, 0, 1);

    /** A random batch: logits [rows, classes] with class indices. */
    private record Batch(Tensor logits, Tensor labels, SplittableRandom random) {

        static Batch of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Shape shape = Shape.of(random.nextInt(1, 6), random.nextInt(1, 6));
            Tensor labels = Tensor.of(random.ints(shape.extent(0), 0, shape.extent(1))
                    .asDoubleStream()
                    .toArray());
            return new Batch(LossCall.logits(shape, 300, random), labels, random);
        }

        int rows() {
            return logits.shape().extent(0);
        }

        int classes() {
            return logits.shape().extent(1);
        }

        double[] weights() {
            return random.doubles(classes(), 0.1, 5).toArray();
        }
    }

    private record Answer(double loss, Tensor gradient) {}

    private static Answer answer(Tensor logits, Tensor targets, LossOptions options) {
        Tape tape = new Tape();
        Node z = tape.leaf(logits);
        Node loss = softmaxCrossEntropy(z, constant(targets), options);
        return new Answer(loss.value().item(), tape.backward(loss, z).of(z));
    }

    /** Both rounded a few times per class and row, on the scale of the largest loss or of a weight. */
    private static void assertClose(Answer expected, Answer actual, double weight) {
        double tolerance = 100 * U;
        assertEquals(expected.loss(), actual.loss(), tolerance * (weight + Math.abs(expected.loss())));
        for (int i = 0; i < expected.gradient().size(); i++) {
            assertEquals(expected.gradient().borrow()[i], actual.gradient().borrow()[i], tolerance * weight);
        }
    }

    @Property
    void smoothingIsASmoothedTarget(@ForAll long seed) {
        Batch batch = Batch.of(seed);
        double epsilon = batch.random().nextDouble();
        Tensor oneHot = Indexing.oneHot(batch.labels(), 1, batch.classes());
        Tensor smoothed = Elementwise.map(oneHot, q -> (1 - epsilon) * q + epsilon / batch.classes());
        Answer expected = answer(batch.logits(), smoothed, LossOptions.mean());
        assertClose(
                expected,
                answer(batch.logits(), batch.labels(), LossOptions.mean().withSmoothing(epsilon)),
                1);
        assertClose(expected, answer(batch.logits(), oneHot, LossOptions.mean().withSmoothing(epsilon)), 1);
    }

    @Property
    void rescalingTheWeightsLeavesAnIndexMeanUnchanged(@ForAll long seed) {
        Batch batch = Batch.of(seed);
        double[] weights = batch.weights();
        double factor = batch.random().nextDouble(0.1, 10);
        double[] scaled = Tensor.of(weights).toArray();
        for (int c = 0; c < scaled.length; c++) {
            scaled[c] *= factor;
        }
        LossOptions options = LossOptions.mean().withSmoothing(batch.random().nextDouble());
        assertClose(
                answer(batch.logits(), batch.labels(), options.withClassWeights(weights)),
                answer(batch.logits(), batch.labels(), options.withClassWeights(scaled)),
                50); // a row's coefficients may be up to 5 / 0.1 times the divisor
    }

    @Property
    void appendingAnIgnoredRowChangesNothing(@ForAll long seed) {
        Batch batch = Batch.of(seed);
        LossOptions options = LossOptions.mean()
                .withClassWeights(batch.weights())
                .withSmoothing(batch.random().nextDouble())
                .withZLoss(batch.random().nextDouble())
                .withIgnoredLabel(-100);
        Tensor junk = Tensor.full(Shape.of(1, batch.classes()), Double.NaN);
        Answer before = answer(batch.logits(), batch.labels(), options);
        Answer after = answer(
                Layout.concatenate(0, batch.logits(), junk),
                Layout.concatenate(0, batch.labels(), Tensor.of(-100)),
                options);
        assertEquals(before.loss(), after.loss());
        Tensor zeros = Tensor.zeros(junk.shape());
        assertEquals(Layout.concatenate(0, before.gradient(), zeros), after.gradient());
    }

    /** An ignored row has loss 0, where the slope of a root is infinite. */
    @Property
    void anIgnoredRowHasNoGradientWhateverTheCotangentOfItsLoss(@ForAll long seed) {
        Batch batch = Batch.of(seed);
        int ignored = batch.random().nextInt(batch.rows());
        double[] labels = batch.labels().toArray();
        labels[ignored] = -100;
        Node targets = constant(Tensor.of(labels));
        LossOptions options = LossOptions.none().withIgnoredLabel(-100);
        List<UnaryOperator<Node>> paths = List.of(
                z -> softmaxCrossEntropy(z, targets, options),
                z -> crossEntropy(softmax(z), targets, options),
                z -> negativeLogLikelihood(logSoftmax(z), targets, options));
        for (UnaryOperator<Node> path : paths) {
            Tape tape = new Tape();
            Node z = tape.leaf(batch.logits());
            Tensor gradient = tape.backward(sum(sqrt(path.apply(z))), z).of(z);
            for (double g : Layout.slice(gradient, 0, ignored, ignored + 1).toArray()) {
                assertEquals(0, g, Double.MIN_VALUE);
            }
        }
    }

    @Property
    void aMeanIsTheMeanOfItsPartsByTheirDivisors(@ForAll long seed) {
        Batch batch = Batch.of(seed);
        double[] weights = batch.weights();
        LossOptions mean = LossOptions.mean().withClassWeights(weights);
        int half = batch.random().nextInt(batch.rows() + 1);
        double sum = 0;
        double divisors = 0;
        for (int[] part : new int[][] {{0, half}, {half, batch.rows()}}) {
            if (part[0] < part[1]) {
                Tensor labels = Layout.slice(batch.labels(), 0, part[0], part[1]);
                double divisor = 0;
                for (double label : labels.borrow()) {
                    divisor += weights[(int) label];
                }
                Tensor logits = Layout.slice(batch.logits(), 0, part[0], part[1]);
                sum += divisor * answer(logits, labels, mean).loss();
                divisors += divisor;
            }
        }
        double whole = answer(batch.logits(), batch.labels(), mean).loss();
        assertEquals(sum / divisors, whole, 100 * U * whole);
    }

    @Property
    void zLossAddsTheSquareOfTheLogSumExp(@ForAll long seed) {
        Batch batch = Batch.of(seed);
        double lambda = batch.random().nextDouble();
        Tensor lse = logSumExp(constant(batch.logits()), 1).value();
        double plain =
                answer(batch.logits(), batch.labels(), LossOptions.mean()).loss();
        double added = lambda * Reductions.mean(Elementwise.multiply(lse, lse)).item();
        double actual = answer(
                        batch.logits(), batch.labels(), LossOptions.mean().withZLoss(lambda))
                .loss();
        assertEquals(plain + added, actual, 100 * U * (plain + added));
    }

    @Test
    void indicesAndOneHotTargetsDifferInAWeightedMean() {
        LossOptions options = LossOptions.mean().withClassWeights(1, 2, 3);
        Tensor oneHot = Indexing.oneHot(labels, 1, 3);
        double byIndex = answer(logits, labels, options).loss();
        double byOneHot = answer(logits, oneHot, options).loss();
        assertNotEquals(byIndex, byOneHot);
        assertEquals(byIndex * 6, byOneHot * 3, 8 * U * byIndex * 6, "divided by 3 + 1 + 2 and by 3 rows");
    }

    @Test
    void weightedSmoothingIsNotAWeightedSmoothedTarget() {
        LossOptions options = LossOptions.mean().withClassWeights(1, 2, 3);
        Tensor smoothed = Elementwise.map(Indexing.oneHot(labels, 1, 3), q -> 0.7 * q + 0.1);
        assertNotEquals(
                answer(logits, labels, options.withSmoothing(0.3)).loss(),
                answer(logits, smoothed, options).loss(),
                0.1);
    }

    @Test
    void theComposedLossTakesTheSameOptions() {
        LossOptions options =
                LossOptions.mean().withClassWeights(1, 2, 3).withSmoothing(0.3).withIgnoredLabel(1);
        double composed = crossEntropy(softmax(constant(logits)), constant(labels), options)
                .value()
                .item();
        assertEquals(answer(logits, labels, options).loss(), composed, 16 * U * composed);
    }

    @Test
    void theyPrintAsTheyWereChosen() {
        assertEquals(
                "mean, smoothing 0.1, class weights [1. 2.], ignored label -100, z-loss 0.001",
                LossOptions.mean()
                        .withSmoothing(0.1)
                        .withClassWeights(1, 2)
                        .withIgnoredLabel(-100)
                        .withZLoss(0.001)
                        .toString());
        assertEquals("sum", LossOptions.sum().toString());
        assertEquals(
                "none, class weights [ 1.  2.  3.  4.  5.  6.  7.  8.  9. 10.]",
                LossOptions.none()
                        .withClassWeights(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
                        .toString());
        assertEquals(
                "sum, 11 class weights",
                LossOptions.sum().withClassWeights(new double[11]).toString());
        assertEquals(
                "sum, 50000 class weights",
                LossOptions.sum().withClassWeights(new double[50_000]).toString());
    }

    @Test
    void smoothingOutsideZeroToOneIsRefused() {
        assertRefused(
                "the smoothing must be from 0 to 1, was 1.5",
                () -> LossOptions.mean().withSmoothing(1.5));
        assertRefused(
                "the smoothing must be from 0 to 1, was -0.1",
                () -> LossOptions.mean().withSmoothing(-0.1));
        assertRefused(
                "the smoothing must be from 0 to 1, was NaN",
                () -> LossOptions.mean().withSmoothing(Double.NaN));
    }

    @Test
    void classWeightsThatAreNotFiniteAreRefused() {
        assertRefused(
                "class weights must be finite and not negative, was Infinity for class 0",
                () -> LossOptions.mean().withClassWeights(Double.POSITIVE_INFINITY));
    }

    @Test
    void classWeightsThatAreNoVectorAreRefused() {
        assertRefused(
                "class weights must be a vector, one a class, were of shape [1, 2]",
                () -> new LossOptions(
                        Reduction.SUM, 0, Optional.of(Tensor.ones(Shape.of(1, 2))), OptionalInt.empty(), 0));
    }

    @Test
    void aNegativeZLossIsRefused() {
        assertRefused(
                "the factor of the z-loss must be finite and not negative, was -1.0",
                () -> LossOptions.mean().withZLoss(-1));
    }

    @Test
    void classWeightsOfTheWrongLengthAreRefused() {
        assertRefused(
                "SoftmaxCrossEntropy[axis=1, options=mean, class weights [1. 2.]] of [[3, 3], [3]]: "
                        + "2 class weights for scores of shape [3, 3], which have 3 classes",
                () -> answer(logits, labels, LossOptions.mean().withClassWeights(1, 2)));
    }

    @Test
    void aLabelOutOfRangeIsRefusedUnlessItIsIgnored() {
        assertRefused(
                "SoftmaxCrossEntropy[axis=1, options=mean, ignored label -100] of [[3, 3], [3]]: "
                        + "class index 3.0 at [1] is not a whole number from 0 to 2 and not the ignored label -100",
                () -> answer(logits, Tensor.of(-100, 3, 0), LossOptions.mean().withIgnoredLabel(-100)));
    }

    @Test
    void anIgnoredLabelWithProbabilitiesAsTargetsIsRefused() {
        assertRefused(
                "SoftmaxCrossEntropy[axis=1, options=mean, ignored label 0] of [[3, 3], [3, 3]]: an ignored label, 0, "
                        + "needs class indices, but the targets of shape [3, 3] are probabilities",
                () -> answer(logits, logits, LossOptions.mean().withIgnoredLabel(0)));
    }

    @Test
    void aZLossOfProbabilitiesIsRefused() {
        assertRefused(
                "a z-loss, 0.5, needs logits: use SoftmaxCrossEntropy",
                () -> crossEntropy(
                        constant(logits), constant(labels), LossOptions.mean().withZLoss(0.5)));
    }
}
