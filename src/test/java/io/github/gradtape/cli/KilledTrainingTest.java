package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.JavaProcess;
import io.github.gradtape.nn.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledTrainingTest {

    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    @Test
    @Timeout(60) // against a training that never saves; it takes a few seconds
    void theClassifierIsWholeWheneverTheTrainingIsKilled() throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(1);
        Path data = Files.writeString(folder.resolve("data.csv"), "0,1,a\n1,0,b\n0,2,a\n2,0,b\n0,3,a\n3,0,b\n");
        Path model = folder.resolve("model.safetensors");
        for (int kill = 0; kill < KILLS; kill++) {
            FileTime before = saved(model);
            Process training = train(data, model);
            try {
                while (saved(model).equals(before) && training.isAlive()) {
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextInt(50));
                assertTrue(training.isAlive(), "the training ended by itself");
            } finally {
                training.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            Classifier read = Classifier.read(model);
            assertEquals(List.of("a", "b"), read.classNames());
            assertEquals(600 * 600, read.model().parameters().get("3.weight").size());
        }
    }

    /** 3 MB at a time, after epochs that are over at once: most kills strike while the model is being written. */
    private static Process train(Path data, Path model) throws IOException {
        return JavaProcess.of(
                        Main.class,
                        "train",
                        "--data=" + data,
                        "--layers=600,600",
                        "--rate=1e-6",
                        "--epochs=1000000",
                        "--save=" + model)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static FileTime saved(Path model) throws IOException {
        return Files.exists(model) ? Files.getLastModifiedTime(model) : FileTime.fromMillis(0);
    }
}
