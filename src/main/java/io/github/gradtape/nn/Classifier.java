package io.github.gradtape.nn;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model with what it takes to use it on data: the shape of a sample and the names of the classes.
 *
 * <p>In a {@link ModelFile} they are the notes {@code sample}, {@code class.0}, {@code class.1} and so on.
 *
 * @param model the model
 * @param sample the shape of a sample
 * @param classNames the names of the classes, each another, in the order of the model's logits
 */
public record Classifier(Model model, Shape sample, List<String> classNames) {

    private static final String SAMPLE = "sample";
    private static final String CLASS = "class.";

    /** More than any sample of a network that is read has: a damaged note is not to ask for more memory than there is. */
    private static final int MOST_NUMBERS = 1 << 24;

    /**
     * A model with what it takes to use it on data.
     *
     * @param model the model
     * @param sample the shape of a sample
     * @param classNames the names of the classes, in the order of the model's logits
     * @throws IllegalArgumentException if the model does not take such samples, or makes another number of outputs of one than there
     *     are names, there are fewer than two, or two are the same
     */
    public Classifier {
        classNames = List.copyOf(classNames);
        Shape one = sample.inserting(0, 1);
        Shape made = outputs(model, one);
        if (!made.equals(Shape.of(1, classNames.size()))) {
            throw new IllegalArgumentException("the network makes " + made + " of " + one
                    + ", expected one number for each of the class names, which are " + classNames.size());
        }
        if (classNames.size() < 2 || new HashSet<>(classNames).size() < classNames.size()) {
            throw new IllegalArgumentException(
                    "the classes " + classNames + " must be at least two, each with another name");
        }
    }

    private static Shape outputs(Model model, Shape one) {
        try {
            return model.apply(Tensor.zeros(one)).shape();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the network refuses samples of shape " + one.without(0) + ": " + e.getMessage(), e);
        }
    }

    /**
     * A model for such samples as it was trained on.
     *
     * @param model the model
     * @param samples samples that tell their shape and the names of the classes
     * @throws IllegalArgumentException if the model does not take such samples, or makes another number of outputs of one than there
     *     are classes
     */
    public Classifier(Model model, DataSet samples) {
        this(model, samples.sampleShape(), samples.classNames());
    }

    /**
     * Keeps the model, the shape and the names in a file, which appears whole or not at all; it is a {@link ModelFile}, too.
     *
     * @param file the file
     * @throws DataFileException if the file cannot be written; there is then what was there before
     * @throws IllegalArgumentException as {@link ModelFile#write} does
     */
    public void write(Path file) throws DataFileException {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(SAMPLE, sample.toString());
        for (int c = 0; c < classNames.size(); c++) {
            notes.put(CLASS + c, classNames.get(c));
        }
        new ModelFile(model, notes).write(file);
    }

    /**
     * Reads a classifier of built-in layers.
     *
     * @param file the file
     * @return the classifier
     * @throws DataFileException if the file cannot be read, is damaged, does not tell the shape of a sample, its model does not make
     *     one number of it for each of its class names, or these are fewer than two or two are the same
     */
    public static Classifier read(Path file) throws DataFileException {
        return of(file, ModelFile.read(file));
    }

    /**
     * Reads a classifier of any layers.
     *
     * @param file the file
     * @param layer the network
     * @return the classifier
     * @throws DataFileException if the file cannot be read, is damaged, tells of other layers, has not the parameters of the network,
     *     does not tell the shape of a sample, its model does not make one number of it for each of its class names, or these are
     *     fewer than two or two are the same
     */
    public static Classifier read(Path file, Layer layer) throws DataFileException {
        return of(file, ModelFile.read(file, layer));
    }

    private static Classifier of(Path file, ModelFile content) throws DataFileException {
        Map<String, String> notes = content.notes();
        List<String> classNames = new ArrayList<>();
        while (notes.containsKey(CLASS + classNames.size())) {
            classNames.add(notes.get(CLASS + classNames.size()));
        }
        Shape sample = sample(file, notes.get(SAMPLE));
        if (sample.size() < 1 || sample.size() > MOST_NUMBERS) {
            throw new DataFileException(
                    file, "has the note \"" + SAMPLE + "\" " + sample + ", expected 1 to " + MOST_NUMBERS + " numbers");
        }
        try {
            return new Classifier(content.model(), sample, classNames);
        } catch (IllegalArgumentException e) {
            throw new DataFileException(file, e.getMessage(), e);
        }
    }

    private static Shape sample(Path file, String text) throws DataFileException {
        if (text == null) {
            throw new DataFileException(
                    file,
                    "is a model without the note \"" + SAMPLE + "\", which a Classifier writes, as train --save does");
        }
        try {
            return Notation.shape(text);
        } catch (IllegalArgumentException e) {
            throw new DataFileException(
                    file,
                    "has the note \"" + SAMPLE + "\" " + text + ", expected the shape of a sample as in [28, 28]",
                    e);
        }
    }
}
