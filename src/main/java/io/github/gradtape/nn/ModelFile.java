package io.github.gradtape.nn;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.data.SafetensorsFile;
import io.github.gradtape.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A model as a file holds it: the parameters by name in the safetensors format, which other libraries read, too.
 *
 * <p>The note {@code network} tells the layers, if all are built in; they are read back from it. A network with layers of your own,
 * or with layers in layers more than 100 deep, has to be given when the file is read.
 *
 * @param model the model
 * @param memory what an optimizer remembers of its parameters, by name; every name has a slash, which no parameter's has
 * @param notes what else is to be known of it, by key
 */
public record ModelFile(Model model, Map<String, Tensor> memory, Map<String, String> notes) {

    private static final String NETWORK = "network";
    private static final String SLASH = "/";

    /**
     * A model as a file holds it.
     *
     * @param model the model
     * @param memory what an optimizer remembers of its parameters, by name
     * @param notes what else is to be known of it, by key
     * @throws IllegalArgumentException if a note has the key {@code network}, or the name of something remembered has no slash
     */
    public ModelFile {
        for (String name : memory.keySet()) {
            if (!name.contains(SLASH)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" to be remembered: must have a slash, to be no parameter's name");
            }
        }
        if (notes.containsKey(NETWORK)) {
            throw new IllegalArgumentException("a note \"" + NETWORK + "\": this key is kept for the layers");
        }
        memory = Collections.unmodifiableMap(new LinkedHashMap<>(memory));
        notes = Map.copyOf(notes);
    }

    /**
     * A model that is to be used, not trained on.
     *
     * @param model the model
     * @param notes what else is to be known of it, by key
     * @throws IllegalArgumentException if a note has the key {@code network}
     */
    public ModelFile(Model model, Map<String, String> notes) {
        this(model, Map.of(), notes);
    }

    /**
     * Writes the model and its notes to a file, which appears whole or not at all.
     *
     * @param file the file
     * @throws DataFileException if the file cannot be written; there is then what was there before
     * @throws IllegalArgumentException if {@link SafetensorsFile} refuses a tensor or a note
     */
    public void write(Path file) throws DataFileException {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (Notation.covers(model.layer())) {
            metadata.put(NETWORK, model.layer().toString());
        }
        notes.keySet().stream().sorted().forEach(key -> metadata.put(key, notes.get(key)));
        Map<String, Tensor> tensors = new LinkedHashMap<>(model.parameters());
        tensors.putAll(memory);
        new SafetensorsFile(tensors, metadata).write(file);
    }

    /**
     * Reads a model of built-in layers.
     *
     * @param file the file
     * @return the model and its notes
     * @throws DataFileException if the file cannot be read, is damaged, does not tell its layers, or has not their parameters
     */
    public static ModelFile read(Path file) throws DataFileException {
        SafetensorsFile content = SafetensorsFile.read(file);
        String network = content.metadata().get(NETWORK);
        if (network == null) {
            throw new DataFileException(
                    file,
                    "does not tell its layers by a note \"" + NETWORK
                            + "\" in its metadata: the network must be given when it is read");
        }
        return of(file, content, () -> Notation.parse(network));
    }

    /**
     * Reads a model of any layers.
     *
     * @param file the file, whether from here or from another library
     * @param layer the network
     * @return the model and its notes
     * @throws DataFileException if the file cannot be read, is damaged, tells of other layers, or has not the parameters of the
     *     network
     */
    public static ModelFile read(Path file, Layer layer) throws DataFileException {
        SafetensorsFile content = SafetensorsFile.read(file);
        requireNoOther(layer, file, content.metadata().get(NETWORK));
        return of(file, content, () -> layer);
    }

    /** Equal names and shapes do not make an equal network: its activations have none. */
    private static void requireNoOther(Layer layer, Path file, String network) throws DataFileException {
        if (network != null && !network.equals(layer.toString()) && isNotation(network)) {
            throw new DataFileException(
                    file,
                    "holds the network " + network + ", but is read for " + layer
                            + "; for its parameters alone, use Model.of(layer, ModelFile.read(file).model().parameters())");
        }
    }

    /** Whether a note is of this library: to another one, the key may mean something else. */
    private static boolean isNotation(String text) {
        try {
            Notation.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ModelFile of(Path file, SafetensorsFile content, Supplier<Layer> layer) throws DataFileException {
        Map<String, String> notes = new LinkedHashMap<>(content.metadata());
        notes.remove(NETWORK);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        Map<String, Tensor> memory = new LinkedHashMap<>();
        content.tensors().forEach((name, tensor) -> (name.contains(SLASH) ? memory : parameters).put(name, tensor));
        try {
            return new ModelFile(Model.of(layer.get(), parameters), memory, notes);
        } catch (IllegalArgumentException e) {
            throw new DataFileException(file, e.getMessage(), e);
        }
    }
}
