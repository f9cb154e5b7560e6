package io.github.gradtape.cli;

import io.github.gradtape.data.CsvFile;
import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Classifier;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;

/** A classifier and its file, which messages name. */
record SavedModel(Path file, Classifier classifier) {

    static SavedModel read(Path file) throws DataFileException {
        return new SavedModel(file, Classifier.read(file));
    }

    private Shape sample() {
        return classifier.sample();
    }

    /** The features of samples of a file, which need not have classes. */
    Tensor features(Path data) throws DataFileException {
        if (FileKind.of(data) != FileKind.CSV || sample().rank() != 1) {
            return samples(data).features();
        }
        return CsvFile.readFeatures(data, sample().extent(0));
    }

    /** Samples of a file with their classes, numbered as the model has them. */
    DataSet labelled(Path data) throws DataFileException {
        DataSet samples = samples(data);
        try {
            return samples.withClassNames(classifier.classNames());
        } catch (IllegalArgumentException e) {
            throw new DataFileException(data, "has other classes than the model: " + e.getMessage(), e);
        }
    }

    private DataSet samples(Path data) throws DataFileException {
        DataSet samples = FileKind.of(data).read(data);
        if (!samples.sampleShape().equals(sample())) {
            throw new DataFileException(
                    data, "has samples of shape " + samples.sampleShape() + ", but the model takes " + sample());
        }
        return samples;
    }

    /** What the model makes of samples of a file: one logit for each class. */
    Tensor logits(Path data, Tensor samples) throws DataFileException {
        Tensor logits;
        try {
            logits = Predictions.logits(classifier.model(), samples);
        } catch (IllegalArgumentException e) {
            throw new DataFileException(data, "is refused by the network of " + file + ": " + e.getMessage(), e);
        }
        // a softmax has probabilities if the largest logit is a number; −∞ beside it masks a class
        double[] largest = Reductions.max(logits, 1).borrow();
        for (int i = 0; i < largest.length; i++) {
            if (!Double.isFinite(largest[i])) {
                throw new DataFileException(
                        file,
                        "the network makes " + largest[i] + " of sample " + (i + 1)
                                + ", expected a number for each class");
            }
        }
        return logits;
    }
}
