package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.*;
import io.github.gradtape.gradcheck.*;
import io.github.gradtape.nn.*;
import io.github.gradtape.nn.onnx.*;
import io.github.gradtape.nn.optim.*;
import io.github.gradtape.nn.train.*;
import io.github.gradtape.ops.LossOptions;
import io.github.gradtape.ops.SoftmaxCrossEntropy;
import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/networks.md. */
class NetworksExamplesTest extends Examples {

    @TempDir
    private Path folder;

    @Test
    void fiveMinutes() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        DataSet train = Waveform.sample(2000, random);
        DataSet heldOut = Waveform.sample(1000, random);
        DataSet test = Waveform.sample(5000, random);

        Layer network = new Sequential(
                new Standardise(Standardiser.of(train.features())),
                new Linear(21, 16),
                Activation.RELU,
                new Linear(16, 3));
        Model model = Model.initial(network, random);
        String summary = model.summary(train.sampleShape());
        assertPrints("""
                   layer                          output   parameters
                   input                          [n, 21]           0
                0  Standardise[sample=[21]]       [n, 21]          42
                1  Linear[inputs=21, outputs=16]  [n, 16]         352
                2  RELU                           [n, 16]           0
                3  Linear[inputs=16, outputs=3]   [n, 3]           51
                   total                                          445
                """, summary.stripTrailing());

        Trainer trainer = Trainer.of(new Adam(0.005)).withEpochs(20).withPatience(3);
        Training training = trainer.train(model, train, heldOut);
        Model trained = training.best();

        LossOptions smoothed = LossOptions.mean().withSmoothing(0.1);
        Trainer smoothing = trainer.withLoss((z, t) -> softmaxCrossEntropy(z, t, smoothed));
        double firstLoss = smoothing
                .withEpochs(1)
                .train(model, train, heldOut)
                .history()
                .get(0)
                .training()
                .loss();
        assertTrue(firstLoss > training.history().get(0).training().loss(), "smoothing costs something");

        Predictions predictions = Predictions.of(trained, test);
        double accuracy = predictions.accuracy();
        double error = predictions.reliability(15).expectedCalibrationError();
        assertEquals(0.86, accuracy, 0.01, "near the best that any classifier can have");

        Calibration calibration = Calibration.fit(Predictions.of(trained, heldOut));
        Model calibrated = calibration.apply(trained);
        double after = Predictions.of(calibrated, test).reliability(15).expectedCalibrationError();
        assertShown("docs/homework.md", String.format(Locale.ROOT, "it falls from %.4f to %.4f", error, after));
        assertEquals(accuracy, Predictions.of(calibrated, test).accuracy());

        Path file = folder.resolve("waveform.safetensors");
        new Classifier(calibrated, train).write(file);
        Classifier again = Classifier.read(file);
        Tensor logits = again.model().apply(test.features());
        assertEquals(calibrated.apply(test.features()), logits);

        String first = again.classNames().get((int) Reductions.argmax(logits, 1).get(0));
        Tensor probabilities = softmax(Node.constant(logits)).value();
        Predictions calibratedPredictions = Predictions.of(calibrated, test);
        assertEquals(
                train.classNames().get((int) calibratedPredictions.classes().get(0)), first);
        assertEquals(calibratedPredictions.probabilities(), probabilities);

        Path arrays = folder.resolve("waveform.npz");
        Path graph = folder.resolve("waveform.onnx");
        NpzFile.write(arrays, calibrated.parameters());
        OnnxFile.write(graph, calibrated, train.sampleShape());
        assertTrue(Files.size(graph) > 0); // OnnxFileTest runs such files
        assertEquals(calibrated.parameters(), NpzFile.read(arrays));
    }

    /** A layer that multiplies each feature by a number of its own, and learns them. */
    record Scale(int features) implements Layer {

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("factor", Shape.of(features), Initialiser.ONES));
        }

        @Override
        public Node apply(Node x, Pass pass) {
            return multiply(x, pass.parameter("factor"));
        }
    }

    @Test
    void aLayerOfOnesOwn() {
        Model model = Model.initial(new Sequential(new Scale(3), new Linear(3, 1)), new SplittableRandom(1));
        assertEquals(
                List.of("0.factor", "1.weight", "1.bias"),
                List.copyOf(model.parameters().keySet()));
        Tensor doubled =
                model.with(Map.of("0.factor", Tensor.of(2, 2, 2))).apply(Tensor.of(new double[][] {{1, 2, 3}}));
        assertEquals(model.apply(Tensor.of(new double[][] {{2, 4, 6}})), doubled);
    }

    @Test
    void theGradientsOfALayer() {
        Layer layer = new Scale(3);
        Model scales = Model.initial(layer, new SplittableRandom(1));
        GradientCheck check = GradientCheck.ofMany(in ->
                layer.apply(in.get(0), Pass.evaluating(scales, Map.of("factor", in.get(1)))));
        check.require(Tensor.of(new double[][] {{1, -2, 3}}), Tensor.of(2, 0.5, -1));
    }

    /** Reads sequences [n, length, inputs] step by step; its output is the state [n, units] in which they end. */
    record Recurrent(int inputs, int units) implements Layer {

        private Linear fromInput() {
            return new Linear(inputs, units, Initialiser.XAVIER);
        }

        private Linear fromState() {
            return new Linear(units, units, Initialiser.XAVIER);
        }

        @Override
        public List<Parameter> parameters() {
            List<Parameter> parameters =
                    new ArrayList<>(Parameter.in("input", fromInput().parameters()));
            parameters.addAll(Parameter.in("state", fromState().parameters()));
            return parameters;
        }

        @Override
        public Node apply(Node x, Pass pass) {
            Node state = Node.constant(Tensor.zeros(Shape.of(x.shape().extent(0), units)));
            for (Node step : unstack(fromInput().apply(x, pass.in("input")), 1)) {
                state = tanh(add(step, fromState().apply(state, pass.in("state"))));
            }
            return state;
        }
    }

    @Test
    void sequences() {
        SplittableRandom random = new SplittableRandom(1);
        Tensor bits = Elementwise.map(Tensor.uniform(Shape.of(2000, 12, 1), 0, 1, random), Math::rint);
        Tensor twos = Elementwise.multiply(Layout.slice(bits, 1, 0, 11), Layout.slice(bits, 1, 1, 12));
        Tensor threes = Elementwise.multiply(Layout.slice(twos, 1, 0, 10), Layout.slice(twos, 1, 1, 11));
        DataSet sequences = new DataSet("bits", bits, Reductions.max(threes, 1, 2), List.of("no", "yes"));
        DataSet.Split split = sequences.split(0.5, random);

        Model model = Model.initial(new Sequential(new Recurrent(1, 16), new Linear(16, 2)), random);
        Training training = Trainer.of(new Adam(0.01)).withEpochs(20).train(model, split.train());
        double accuracy = Predictions.of(training.best(), split.test()).accuracy();
        assertTrue(accuracy >= 0.99, () -> "was " + accuracy);
        assertEquals(
                338, model.parameters().values().stream().mapToInt(Tensor::size).sum());
    }

    @Test
    void aLossAlongTheLastAxis() {
        Node logits = Node.constant(Tensor.normal(Shape.of(2, 5, 4), 0, 1, new SplittableRandom(1)));
        Node words = Node.constant(Tensor.of(new double[][] {{3, 0, -1, -1, -1}, {1, 1, 2, 0, -1}}));

        LossOptions unpadded = LossOptions.mean().withIgnoredLabel(-1);
        Node meanOfWords = new SoftmaxCrossEntropy(2, unpadded).apply(logits, words);

        Node classesFirst = permute(logits, 0, 2, 1);
        assertEquals(
                softmaxCrossEntropy(classesFirst, words, unpadded).value().item(),
                meanOfWords.value().item(),
                1e-15);
        assertThrows(IllegalArgumentException.class, () -> softmaxCrossEntropy(logits, words, unpadded));
    }

    @Test
    void aLoopOfOnesOwn() throws IOException {
        Path file = folder.resolve("sine.safetensors");
        SplittableRandom random = new SplittableRandom(1);
        Tensor x = Tensor.uniform(Shape.of(200, 1), -3, 3, random);
        Tensor y = Elementwise.map(x, Math::sin);

        Model model = Model.initial(
                new Sequential(new Linear(1, 16, Initialiser.XAVIER), Activation.TANH, new Linear(16, 1)), random);
        Optimizer optimizer = new Adam(Schedule.cosine(0.02, 50, 3000));
        OptimizerState state = OptimizerState.start(model.parameters());
        double loss = Double.NaN;
        for (int step = 0; step < 3000; step++) {
            int[] batch = random.ints(32, 0, 200).toArray();
            Pass pass = Pass.training(model, new Tape(), random);
            Node output = model.layer().apply(Node.constant(Indexing.rows(x, batch)), pass);
            Node error = Losses.meanSquaredError(output, Node.constant(Indexing.rows(y, batch)));
            Map<String, Tensor> gradients = pass.gradients(error);
            state = optimizer.step(state, Clipping.byNorm(1).apply(gradients));
            model = model.with(state.parameters());
            loss = error.value().item();
        }
        assertTrue(loss < 1e-3, "mean squared error " + loss);

        new Checkpoint(model.layer(), 0, state).write(file);
        Checkpoint kept = Checkpoint.read(file);
        assertEquals(state, kept.state());
        assertEquals(model.parameters(), kept.model().parameters());

        new ModelFile(model, Map.of("input", "radians")).write(file);
        Model used = ModelFile.read(file).model();
        assertEquals(model.apply(x), used.apply(x));
    }

    @Test
    void goingOn() throws IOException {
        DataSet digits = LedDigits.sample(500, 0.1, new SplittableRandom(1));
        Model model = Model.initial(new Linear(7, 10), new SplittableRandom(2));
        Path file = folder.resolve("digits.safetensors");
        Trainer trainer = Trainer.of(new Sgd(0.1));

        trainer.withEpochs(2).train(model, digits).last().write(file);
        Training rest =
                trainer.withEpochs(5).train(Checkpoint.read(file), digits, Optional.empty(), TrainingListener.NONE);

        Training whole = trainer.withEpochs(5).train(model, digits);
        assertEquals(whole.best().parameters(), rest.best().parameters());
    }
}
