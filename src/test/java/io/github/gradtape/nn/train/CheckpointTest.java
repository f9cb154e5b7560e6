package io.github.gradtape.nn.train;

import static io.github.gradtape.data.Refusals.assertRefused;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Dropout;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.ModelFile;
import io.github.gradtape.nn.Parameter;
import io.github.gradtape.nn.Pass;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.optim.Adam;
import io.github.gradtape.nn.optim.Optimizer;
import io.github.gradtape.nn.optim.OptimizerState;
import io.github.gradtape.nn.optim.RmsProp;
import io.github.gradtape.nn.optim.Schedule;
import io.github.gradtape.nn.optim.Sgd;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {

    private static final Model MODEL = Model.initial(new Linear(2, 1), new SplittableRandom(1));

    @TempDir
    private Path folder;

    @Test
    void startsWithTheModelAndNothingDone() {
        Checkpoint start = Checkpoint.start(MODEL);
        assertEquals(new Checkpoint(MODEL.layer(), 0, OptimizerState.start(MODEL.parameters())), start);
        assertEquals(MODEL.parameters(), start.model().parameters());
    }

    @Test
    void fewerThanNoEpochsAreRefused() {
        OptimizerState state = OptimizerState.start(MODEL.parameters());
        assertRefused(
                "checkpoint: epochs must not be negative, were -1", () -> new Checkpoint(MODEL.layer(), -1, state));
    }

    @Test
    void parametersOfAnotherNetworkAreRefused() {
        OptimizerState state = OptimizerState.start(Map.of("weight", Tensor.of(new double[][] {{1, 2}})));
        assertRefused(
                "no value of parameter bias of Linear[inputs=2, outputs=1], only of [weight]",
                () -> new Checkpoint(MODEL.layer(), 0, state).model());
    }

    @Test
    void isReadBackFromAFile() throws IOException {
        Map<String, Tensor> memory = Map.of("weight/velocity", Tensor.of(new double[][] {{1, 2}}));
        OptimizerState state = new OptimizerState(Long.MAX_VALUE, MODEL.parameters(), memory);
        Checkpoint checkpoint = new Checkpoint(MODEL.layer(), Integer.MAX_VALUE, state);
        Path file = folder.resolve("checkpoint");
        checkpoint.write(file);
        assertEquals(checkpoint, Checkpoint.read(file));
        assertEquals(checkpoint, Checkpoint.read(file, MODEL.layer()));
        assertEquals(MODEL.parameters(), ModelFile.read(file).model().parameters());
    }

    /** A layer of a user's own around a built-in one. */
    private record Own(Layer inner) implements Layer {
        @Override
        public List<Parameter> parameters() {
            return inner.parameters();
        }

        @Override
        public Node apply(Node x, Pass pass) {
            return inner.apply(x, pass);
        }
    }

    @Test
    void ofALayerOfOnesOwnIsReadForThatLayer() throws IOException {
        Checkpoint checkpoint = Checkpoint.start(Model.of(new Own(MODEL.layer()), MODEL.parameters()));
        Path file = folder.resolve("checkpoint");
        checkpoint.write(file);
        assertEquals(checkpoint, Checkpoint.read(file, checkpoint.layer()));
        assertRefused(
                file,
                "does not tell its layers by a note \"network\" in its metadata: the network must be given when it is read",
                () -> Checkpoint.read(file));
    }

    private static List<Optimizer> optimizers() {
        return List.of(
                new Sgd(Schedule.constant(0.1), 0.9, true, 0.01),
                new Adam(Schedule.cosine(0.05, 3, 60)),
                new RmsProp(Schedule.constant(0.01), 0.99, 1e-8, 0.5, 0));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aTrainingThatGoesOnFromAFileEndsInTheSameBits(Optimizer optimizer) throws IOException {
        DataSet samples = Xor.sample(40, 0.3, new SplittableRandom(2));
        Trainer trainer = Trainer.of(optimizer).withBatchSize(8);
        Model model = Model.initial(
                new Sequential(new Linear(2, 6), Activation.TANH, new Dropout(0.3), new Linear(6, 2)),
                new SplittableRandom(3));
        Path file = folder.resolve("checkpoint");
        trainer.withEpochs(4).train(model, samples).last().write(file);
        Training resumed =
                trainer.withEpochs(10).train(Checkpoint.read(file), samples, Optional.empty(), TrainingListener.NONE);
        Training whole = trainer.withEpochs(10).train(model, samples);
        assertEquals(whole.last(), resumed.last());
        assertEquals(whole.history().subList(4, 10), resumed.history());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            steps,  ''
            steps,  -1
            steps,  1.5
            steps,  9223372036854775808
            epochs, -1
            epochs, 2147483648
            """)
    void aFileWhoseNotesAreNoNumbersIsRefused(String key, String text) throws IOException {
        Map<String, String> notes = new HashMap<>(Map.of("epochs", "1", "steps", "1"));
        notes.put(key, text);
        Path file = folder.resolve("checkpoint");
        new ModelFile(MODEL, notes).write(file);
        long most = key.equals("steps") ? Long.MAX_VALUE : Integer.MAX_VALUE;
        assertRefused(
                file,
                "has the note \"" + key + "\" " + text + ", expected a whole number from 0 to " + most,
                () -> Checkpoint.read(file));
    }

    @Test
    void aModelIsNoCheckpoint() throws IOException {
        Path file = folder.resolve("model");
        new ModelFile(MODEL, Map.of("epochs", "1")).write(file);
        assertRefused(file, "is a model, but no checkpoint: it has no note \"steps\"", () -> Checkpoint.read(file));
    }
}
