package io.github.gradtape.cli;

import io.github.gradtape.data.Blobs;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.data.Standardiser;
import io.github.gradtape.data.TwoSpirals;
import io.github.gradtape.data.Waveform;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Standardise;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What is to be learned.
 *
 * @param description where the samples come from
 * @param train the samples to learn from
 * @param test the samples to measure accuracy on
 * @param isStandardised whether the network begins by bringing the features to one scale
 * @param best what the best classifier there is would have, where that is known
 * @param expectedAccuracy the accuracy that a classifier has on ever more samples, where that can be computed
 */
record Task(
        String description,
        DataSet train,
        DataSet test,
        boolean isStandardised,
        Optional<Best> best,
        Optional<ToDoubleFunction<UnaryOperator<Tensor>>> expectedAccuracy) {

    /** An accuracy that nothing can better, and what it is. */
    record Best(double accuracy, String words) {

        private static Optional<Best> known(double accuracy) {
            return Optional.of(new Best(
                    accuracy, "is the best that any classifier can have, on average over all possible samples"));
        }
    }

    /** The made data sets, by the names they have on the command line. */
    static final Map<String, Function<RandomGenerator, Task>> MADE = Map.of(
            "led", Task::ledDigits,
            "xor", Task::xor,
            "blobs", Task::blobs,
            "spirals", Task::spirals,
            "waveform", Task::waveform);

    private static final int MADE_TRAIN = 2_000;
    private static final int MADE_TEST = 10_000;
    private static final double XOR_NOISE = 0.3;
    private static final double BLOB_DEVIATION = 1;
    private static final double BLOB_DISTANCE = 3;
    private static final double SPIRAL_NOISE = 0.02;

    private static Task ledDigits(RandomGenerator random) {
        double flip = LedDigits.BREIMAN_FLIP_PROBABILITY;
        return new Task(
                String.format(Locale.ROOT, "made: LED digits, each of 7 segments flipped with probability %.1f", flip),
                LedDigits.sample(MADE_TRAIN, flip, random),
                LedDigits.sample(MADE_TEST, flip, random),
                false,
                Best.known(LedDigits.bayesAccuracy(flip)),
                Optional.of(classifier -> LedDigits.expectedAccuracy(flip, classifier)));
    }

    private static Task xor(RandomGenerator random) {
        return made(
                String.format(Locale.ROOT, "made: XOR, four corners with noise of deviation %.1f", XOR_NOISE),
                Xor.sample(MADE_TRAIN, XOR_NOISE, random),
                Xor.sample(MADE_TEST, XOR_NOISE, random),
                Best.known(Xor.bayesAccuracy(XOR_NOISE)));
    }

    private static Task blobs(RandomGenerator random) {
        Tensor centres = Tensor.of(new double[][] {{0, 0}, {BLOB_DISTANCE, 0}});
        return made(
                String.format(
                        Locale.ROOT,
                        "made: two blobs of deviation %.0f, centres %.0f apart",
                        BLOB_DEVIATION,
                        BLOB_DISTANCE),
                Blobs.sample(MADE_TRAIN, centres, BLOB_DEVIATION, random),
                Blobs.sample(MADE_TEST, centres, BLOB_DEVIATION, random),
                Best.known(Blobs.bayesAccuracy(BLOB_DISTANCE, BLOB_DEVIATION)));
    }

    private static Task spirals(RandomGenerator random) {
        return made(
                String.format(Locale.ROOT, "made: two spirals with noise of deviation %.2f", SPIRAL_NOISE),
                TwoSpirals.sample(MADE_TRAIN, SPIRAL_NOISE, random),
                TwoSpirals.sample(MADE_TEST, SPIRAL_NOISE, random),
                Optional.empty());
    }

    private static Task waveform(RandomGenerator random) {
        DataSet train = Waveform.sample(MADE_TRAIN, random);
        DataSet test = Waveform.sample(MADE_TEST, random);
        Tensor hits = Elementwise.zip(
                Waveform.likeliest(test.features()), test.labels(), (guess, label) -> guess == label ? 1 : 0);
        return made(
                "made: waveforms, two of three triangles mixed, with noise of deviation 1",
                train,
                test,
                Optional.of(new Best(Reductions.mean(hits).item(), "is what Bayes' rule gets of the same samples")));
    }

    private static Task made(String description, DataSet train, DataSet test, Optional<Best> best) {
        return new Task(description + "; columns standardised", train, test, true, best, Optional.empty());
    }

    /** A split of samples; features in columns are standardised, pixels left as they were read. */
    static Task of(Path path, DataSet.Split split) {
        boolean isStandardised = split.train().sampleShape().rank() == 1;
        String asRead = FileKind.of(path) == FileKind.NPZ ? "" : ", pixels scaled to 0...1";
        return new Task(
                path + (isStandardised ? ", columns standardised" : asRead),
                split.train(),
                split.test(),
                isStandardised,
                Optional.empty(),
                Optional.empty());
    }

    /** The accuracy that a model has on ever more samples, where that can be computed. */
    OptionalDouble expectedAccuracy(Model model) {
        return expectedAccuracy.stream()
                .mapToDouble(expected -> expected.applyAsDouble(x -> Reductions.argmax(model.apply(x), 1)))
                .findFirst();
    }

    /** What comes before the layers that were asked for. */
    List<Layer> before() {
        return isStandardised ? List.of(new Standardise(Standardiser.of(train.features()))) : List.of();
    }
}
