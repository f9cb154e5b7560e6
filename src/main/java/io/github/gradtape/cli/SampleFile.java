package io.github.gradtape.cli;

import io.github.gradtape.data.CsvFile;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Classifier;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;

/** The samples of a file, as a model takes them. */
final class SampleFile {

    private SampleFile() {}

    /** The features of samples that need not have classes. */
    static Tensor features(Path file, Shape sample) throws DataFileException {
        if (FileKind.of(file) != FileKind.CSV || sample.rank() != 1) {
            return samples(file, sample).features();
        }
        return CsvFile.readFeatures(file, sample.extent(0));
    }

    /** Samples with their classes, numbered as the model has them. */
    static DataSet labelled(Path file, Classifier saved) throws DataFileException {
        DataSet samples = samples(file, saved.sample());
        try {
            return samples.withClassNames(saved.classNames());
        } catch (IllegalArgumentException e) {
            throw new DataFileException(file, "has other classes than the model: " + e.getMessage(), e);
        }
    }

    /** What the model of a file makes of samples: one logit for each class. */
    static Tensor logits(Path file, Classifier saved, Tensor samples) throws DataFileException {
        Tensor logits = outputs(file, saved, samples);
        int classes = saved.classNames().size();
        for (int i = 0; i < logits.size(); i++) {
            if (Double.isNaN(logits.borrow()[i])) {
                throw new DataFileException(
                        file,
                        "the network makes NaN of sample " + (i / classes + 1) + ", expected a number for each class");
            }
        }
        return logits;
    }

    private static Tensor outputs(Path file, Classifier saved, Tensor samples) throws DataFileException {
        try {
            return Predictions.logits(saved.model(), samples);
        } catch (IllegalArgumentException e) {
            throw new DataFileException(
                    file, "the network refuses samples of shape " + saved.sample() + ": " + e.getMessage(), e);
        }
    }

    private static DataSet samples(Path file, Shape sample) throws DataFileException {
        DataSet samples = FileKind.of(file).read(file);
        if (!samples.sampleShape().equals(sample)) {
            throw new DataFileException(
                    file, "has samples of shape " + samples.sampleShape() + ", but the model takes " + sample);
        }
        return samples;
    }
}
