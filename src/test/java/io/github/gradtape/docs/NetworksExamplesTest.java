package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.*;
import io.github.gradtape.nn.*;
import io.github.gradtape.nn.optim.*;
import io.github.gradtape.nn.train.*;
import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import java.io.IOException;
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
                new Standardise(Standardiser.of(train)), new Linear(21, 16), Activation.RELU, new Linear(16, 3));
        Model model = Model.initial(network, random);
        String summary = model.summary(train.sampleShape());
        assertPrinted("""
                   layer                          output   parameters
                   input                          [n, 21]           0
                0  Standardise[sample=[21]]       [n, 21]          42
                1  Linear[inputs=21, outputs=16]  [n, 16]         352
                2  RELU                           [n, 16]           0
                3  Linear[inputs=16, outputs=3]   [n, 3]           51
                   total                                          445
                """, summary);

        Trainer trainer = Trainer.of(new Adam(0.005)).withEpochs(20).withPatience(3);
        Training training = trainer.train(model, train, heldOut);
        Model trained = training.best();

        Predictions predictions = Predictions.of(trained, test);
        double accuracy = predictions.accuracy();
        double error = predictions.reliability(15).expectedCalibrationError();
        System.out.println("NETWORKS " + accuracy + " " + error + " " + training.history().size());

        Calibration calibration = Calibration.fit(Predictions.of(trained, heldOut));
        Model calibrated = calibration.apply(trained);
        double calibratedError = Predictions.of(calibrated, test).reliability(15).expectedCalibrationError();
        System.out.println("NETWORKS " + calibration + " " + calibratedError);

        Path file = folder.resolve("waveform.safetensors");
        new ModelFile(calibrated, Map.of("data", "waveforms")).write(file);
        Model again = ModelFile.read(file).model();
        assertEquals(calibrated.parameters(), again.parameters());
        assertTrue(accuracy > 0.8);
    }

    private static void assertPrinted(String expected, String actual) {
        assertEquals(expected.stripTrailing(), actual.stripTrailing());
    }
}
