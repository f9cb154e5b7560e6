package io.github.gradtape.nn.train;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.ModelFile;
import io.github.gradtape.nn.optim.OptimizerState;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that it takes to go on with a training between two epochs.
 *
 * @param layer the network
 * @param epochs how many epochs are done
 * @param state the parameters, and what the optimizer remembers
 */
public record Checkpoint(Layer layer, int epochs, OptimizerState state) {

    private static final String EPOCHS = "epochs";
    private static final String STEPS = "steps";

    /**
     * All that it takes to go on with a training between two epochs.
     *
     * @param layer the network
     * @param epochs how many epochs are done
     * @param state the parameters, and what the optimizer remembers
     * @throws IllegalArgumentException if the number of epochs is negative
     */
    public Checkpoint {
        if (epochs < 0) {
            throw new IllegalArgumentException("checkpoint: epochs must not be negative, were " + epochs);
        }
    }

    /**
     * Where the training of a model begins.
     *
     * @param model the model
     * @return the checkpoint before the first epoch
     */
    public static Checkpoint start(Model model) {
        return new Checkpoint(model.layer(), 0, OptimizerState.start(model.parameters()));
    }

    /**
     * The model as far as it is trained.
     *
     * @return the network with the parameters of the state
     * @throws IllegalArgumentException if the state's parameters are not those of the network
     */
    public Model model() {
        return Model.of(layer, state.parameters());
    }

    /**
     * Keeps this checkpoint in a file, which appears whole or not at all; it is a {@link ModelFile}, too.
     *
     * @param file the file
     * @throws DataFileException if the file cannot be written; there is then what was there before
     * @throws IllegalArgumentException if the state's parameters are not those of the network, or {@link ModelFile} refuses
     *     what is remembered
     */
    public void write(Path file) throws DataFileException {
        Map<String, String> notes = Map.of(EPOCHS, Integer.toString(epochs), STEPS, Long.toString(state.steps()));
        new ModelFile(model(), state.memory(), notes).write(file);
    }

    /**
     * Reads a checkpoint of a network of built-in layers.
     *
     * @param file the file
     * @return the checkpoint
     * @throws DataFileException if the file cannot be read, is damaged or is no checkpoint
     */
    public static Checkpoint read(Path file) throws DataFileException {
        return of(file, ModelFile.read(file));
    }

    /**
     * Reads a checkpoint of any network.
     *
     * @param file the file
     * @param layer the network
     * @return the checkpoint
     * @throws DataFileException if the file cannot be read, is damaged, is no checkpoint, tells of other layers, or has not the
     *     parameters of the network
     */
    public static Checkpoint read(Path file, Layer layer) throws DataFileException {
        return of(file, ModelFile.read(file, layer));
    }

    private static Checkpoint of(Path file, ModelFile content) throws DataFileException {
        int epochs = (int) note(file, content, EPOCHS, Integer.MAX_VALUE);
        long steps = note(file, content, STEPS, Long.MAX_VALUE);
        Model model = content.model();
        return new Checkpoint(model.layer(), epochs, new OptimizerState(steps, model.parameters(), content.memory()));
    }

    private static long note(Path file, ModelFile content, String key, long most) throws DataFileException {
        String text = content.notes().get(key);
        if (text == null) {
            throw new DataFileException(file, "is a model, but no checkpoint: it has no note \"" + key + "\"");
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new DataFileException(
                file, "has the note \"" + key + "\" " + text + ", expected a whole number from 0 to " + most);
    }
}
