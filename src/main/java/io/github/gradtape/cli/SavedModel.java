package io.github.gradtape.cli;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.ModelFile;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A model with what it takes to use it on data: the shape of a sample and the names of the classes.
 *
 * @param model the model
 * @param sample the shape of a sample
 * @param classNames the names of the classes
 */
record SavedModel(Model model, Shape sample, List<String> classNames) {

    private static final String SAMPLE = "sample";
    private static final String CLASS = "class.";

    static SavedModel of(Model model, DataSet samples) {
        return new SavedModel(model, samples.sampleShape(), samples.classNames());
    }

    void write(Path file) throws DataFileException {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(SAMPLE, sample.toString());
        for (int c = 0; c < classNames.size(); c++) {
            notes.put(CLASS + c, classNames.get(c));
        }
        new ModelFile(model, notes).write(file);
    }

    static SavedModel read(Path file) throws DataFileException {
        ModelFile content = ModelFile.read(file);
        Map<String, String> notes = content.notes();
        List<String> classNames = new ArrayList<>();
        while (notes.containsKey(CLASS + classNames.size())) {
            classNames.add(notes.get(CLASS + classNames.size()));
        }
        return new SavedModel(content.model(), sample(file, notes.get(SAMPLE)), List.copyOf(classNames));
    }

    private static Shape sample(Path file, String text) throws DataFileException {
        if (text == null || !text.matches("\\[\\d{1,9}(, \\d{1,9})*]")) {
            throw new DataFileException(
                    file, "has the note \"sample\" " + text + ", expected the shape of a sample as in [28, 28]");
        }
        try {
            return Shape.of(Stream.of(text.substring(1, text.length() - 1).split(", "))
                    .mapToInt(Integer::parseInt)
                    .toArray());
        } catch (IllegalArgumentException e) {
            throw new DataFileException(file, "has the note \"sample\" " + text + ": " + e.getMessage(), e);
        }
    }

    /** What the model makes of samples: one logit for each class. */
    Tensor logits(Path file, Tensor samples) throws DataFileException {
        Tensor logits;
        try {
            logits = Predictions.logits(model, samples);
        } catch (IllegalArgumentException e) {
            throw new DataFileException(file, "its network does not take these samples: " + e.getMessage(), e);
        }
        if (logits.rank() != 2 || logits.shape().extent(1) != classNames.size()) {
            throw new DataFileException(
                    file,
                    "its network makes " + logits.shape() + " of " + samples.shape()
                            + ", expected one number for each of the " + classNames.size() + " classes in its notes");
        }
        return logits;
    }
}
