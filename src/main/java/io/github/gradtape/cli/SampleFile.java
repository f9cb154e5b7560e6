package io.github.gradtape.cli;

import io.github.gradtape.data.CsvFile;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.IdxFolder;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The samples of a file, as a model takes them. */
final class SampleFile {

    private SampleFile() {}

    /** The features of samples that need not have classes. */
    static Tensor features(Path file, Shape sample) throws DataFileException {
        if (!isCsv(file) || sample.rank() > 1) {
            return samples(file, sample).features();
        }
        return CsvFile.readFeatures(file, sample.extent(0));
    }

    /** Samples with their classes, numbered as the model has them. */
    static DataSet labelled(Path file, SavedModel saved) throws DataFileException {
        DataSet samples = samples(file, saved.sample());
        List<String> names = saved.classNames();
        int[] numbers = new int[samples.classCount()];
        for (int c = 0; c < numbers.length; c++) {
            numbers[c] = names.indexOf(samples.classNames().get(c));
            if (numbers[c] < 0) {
                throw new DataFileException(
                        file, "has the class " + samples.classNames().get(c) + ", but the model knows " + names);
            }
        }
        double[] labels = IntStream.range(0, samples.size())
                .mapToDouble(i -> numbers[(int) samples.labels().get(i)])
                .toArray();
        return new DataSet(samples.name(), samples.features(), Tensor.of(labels), names);
    }

    private static DataSet samples(Path file, Shape sample) throws DataFileException {
        DataSet samples = Task.read(file);
        if (!samples.sampleShape().equals(sample)) {
            throw new DataFileException(
                    file, "has samples of shape " + samples.sampleShape() + ", but the model takes " + sample);
        }
        return samples;
    }

    private static boolean isCsv(Path file) {
        return Files.isRegularFile(file) && !file.toString().endsWith(".npz") && !IdxFolder.isImages(file);
    }

    /** A field of a CSV file. */
    static String csv(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
