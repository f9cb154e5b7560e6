package io.github.gradtape.cli;

import io.github.gradtape.data.CsvFile;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.IdxFolder;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.data.Standardiser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * What is to be learned.
 *
 * @param description where the samples come from
 * @param train the samples to learn from
 * @param test the samples to measure accuracy on
 * @param ledFlipProbability the flip probability if these are LED digits, of which exact accuracies are known
 */
record Task(String description, DataSet train, DataSet test, OptionalDouble ledFlipProbability) {

    private static final int LED_TRAIN = 2_000;
    private static final int LED_TEST = 10_000;
    private static final double TEST_SHARE = 0.2;

    /** The fewest samples of which a fifth, rounded, is one. */
    static final int MIN_SAMPLES = 3;

    /** The made data set: faulty displays, fresh ones for the test. */
    static Task ledDigits(RandomGenerator random) {
        double flip = LedDigits.BREIMAN_FLIP_PROBABILITY;
        return new Task(
                String.format(Locale.ROOT, "made: LED digits, each of 7 segments flipped with probability %.1f", flip),
                LedDigits.sample(LED_TRAIN, flip, random),
                LedDigits.sample(LED_TEST, flip, random),
                OptionalDouble.of(flip));
    }

    /** All samples of a CSV file, of a folder of IDX files or of one such file of images, each sample a row. */
    static DataSet read(Path path) throws DataFileException {
        if (Files.isDirectory(path)) {
            return IdxFolder.read(path).flattened();
        }
        return IdxFolder.isImages(path) ? IdxFolder.readImages(path).flattened() : CsvFile.read(path);
    }

    /** Samples with a fifth of each class held out; columns of a CSV file are standardised, pixels left as they are. */
    static Task heldOut(Path path, DataSet all, RandomGenerator random) {
        DataSet.Split split = all.stratifiedSplit(TEST_SHARE, random);
        if (Files.isDirectory(path) || IdxFolder.isImages(path)) {
            return new Task(path + ", pixels scaled to 0...1", split.train(), split.test(), OptionalDouble.empty());
        }
        Standardiser standardiser = Standardiser.of(split.train());
        return new Task(
                path + ", columns standardised",
                standardiser.apply(split.train()),
                standardiser.apply(split.test()),
                OptionalDouble.empty());
    }
}
