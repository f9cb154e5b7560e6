package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.data.LedDigits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    private static final String PASS =
            "PASS: both paths agree to \\d\\.\\de-1\\d \\(at the same weights \\d\\.\\de[+-]\\d\\d\\) and match differences to \\d\\.\\de-1\\d";

    private static final Run ON_DIGITS = Run.gradtape("--epochs", "3");

    @TempDir
    private Path folder;

    @Test
    void bothPathsPassOnTheMadeDigits() {
        Run run = ON_DIGITS;
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.lastLine().matches(PASS), run.lastLine());
        assertEquals("", run.err());
    }

    @Test
    void theDigitsAccuracyIsNearTheBestAndShownBesideIt() {
        Run run = ON_DIGITS;
        String best = String.format(Locale.ROOT, "%.2f %% is the best", 100 * LedDigits.bayesAccuracy(0.1));
        assertTrue(run.out().contains(best), run.out());
        List<String> expected = run.out()
                .lines()
                .filter(line -> line.contains("expected of ever more"))
                .toList();
        assertEquals(
                100 * LedDigits.bayesAccuracy(0.1),
                Double.parseDouble(expected.get(0).strip().split(" ")[0]),
                1);
    }

    @Test
    void oneSeedAlwaysPrintsTheSame() {
        assertEquals(
                Run.gradtape("--epochs", "1", "--seed", "7"), Run.gradtape("train", "--seed", "7", "--epochs", "1"));
    }

    @Test
    void linesAreNarrowAndAscii() {
        Run run = ON_DIGITS;
        assertTrue(run.out().lines().allMatch(line -> line.length() <= 100), run.out());
        assertTrue(run.out().chars().allMatch(c -> c < 128), run.out());
    }

    @Test
    void everyParameterAndTheInputIsChecked() {
        Run run = ON_DIGITS;
        for (String row : List.of(
                "W1     \\[7, 16\\]",
                "b1     \\[16\\]",
                "W2     \\[16, 10\\]",
                "b2     \\[10\\]",
                "x      \\[16, 7\\]")) {
            assertTrue(run.out().lines().anyMatch(line -> line.matches(row + "( +\\d\\.\\de[+-]\\d\\d){3}")), row);
        }
    }

    @Test
    void aCsvFileWithAHeaderIsLearned() throws IOException {
        Run run = Run.gradtape("--data", twoBlobs().toString(), "--epochs", "3", "--rate", "0.5");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("48 samples to learn from, 12 to test on"), run.out());
        assertTrue(run.out().contains("network   2-16-2, tanh; seed 1, rate 0.5, batches of 8"), run.out());
        assertTrue(run.out().contains("accuracy  100.00 % of the 12 test samples"), run.out());
        assertTrue(run.lastLine().matches(PASS), run.lastLine());
    }

    @Test
    void aFolderOfIdxFilesIsLearned() throws IOException {
        writeImages(40, 40);
        Run run = Run.gradtape("--data", folder.toString(), "--epochs", "1");
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("network   4-16-2, tanh"), run.out());
        assertTrue(run.lastLine().matches(PASS), run.lastLine());
    }

    @Test
    void imagesNamedThemselvesAreLearned() throws IOException {
        Path images = writeImages(40, 40);
        assertEquals(
                0, Run.gradtape("--data", images.toString(), "--epochs", "1").status());
    }

    @Test
    void aMissingFileIsRefused() {
        Path missing = folder.resolve("none.csv");
        assertRefused("gradtape train: " + missing + ": there is no such file", missing);
    }

    @Test
    void aTruncatedIdxFileIsRefused() throws IOException {
        Path images = writeImages(40, 39);
        assertRefused(
                "gradtape train: " + images + ": ends at byte 172, expected the header and 40 x 2 x 2, 176 bytes",
                folder);
    }

    @Test
    void tooFewSamplesAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("two.csv"), "1,a\n2,b\n");
        Run run = Run.gradtape("--data", file.toString());
        assertEquals(2, run.status());
        assertTrue(
                run.err()
                        .startsWith("gradtape train: Invalid value for option '--data': " + file
                                + " has 2 samples, expected at least 3 to hold out a fifth"),
                run.err());
    }

    @Test
    void aWrongPullbackOfOnePathFails() {
        Run run = Run.of(LossPath.COMPOSED, Planted.NOT_A_MEAN, "--epochs", "1", "--batch", "100");
        assertEquals(1, run.status());
        assertTrue(
                run.lastLine()
                        .matches(
                                "FAIL: both paths differ by \\d\\.\\de[+-]\\d\\d at the same weights, allowed 1.0e-12"),
                run.lastLine());
    }

    @Test
    void theSameWrongPullbackOfBothPathsFails() {
        Run run = Run.of(Planted.NOT_A_MEAN, Planted.NOT_A_MEAN, "--epochs", "1", "--batch", "100", "--rate", "0.001");
        assertEquals(1, run.status());
        assertTrue(
                run.lastLine()
                        .matches(
                                "FAIL: both paths agree to 0.0e\\+00, but miss differences by \\d\\.\\de[+-]\\d\\d, allowed 1.0e-06"),
                run.lastLine());
    }

    @Test
    void aWrongLossWithARightGradientFails() {
        Run run = Run.of(LossPath.COMPOSED, Planted.ONE_MORE, "--epochs", "1", "--batch", "100");
        assertEquals(1, run.status());
        assertEquals("FAIL: both paths differ by 1.0e+00 at the same weights, allowed 1.0e-12", run.lastLine());
    }

    @Test
    void aRateThatIsTooLargeFailsAndSaysSo() {
        Run run = Run.gradtape("--rate", "1e4", "--epochs", "5");
        assertEquals(1, run.status());
        assertTrue(run.lastLine().startsWith("FAIL: a loss or gradient was not finite in epoch 1;"), run.lastLine());
    }

    private void assertRefused(String message, Path data) {
        Run run = Run.gradtape("--data", data.toString());
        assertEquals(new Run(2, "", message + System.lineSeparator()), run);
    }

    private Path twoBlobs() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("height,width,\"kind, of plant\"\n");
        for (int i = 0; i < 60; i++) {
            double centre = i % 2 == 0 ? -5 : 5;
            text.append(centre + random.nextDouble()).append(',').append(100 * random.nextDouble());
            text.append(i % 2 == 0 ? ",rose\n" : ",oak\n");
        }
        return Files.writeString(folder.resolve("plants.csv"), text);
    }

    /** Dark and bright images of 2 × 2 pixels; the header says how many there shall be. */
    private Path writeImages(int promised, int written) throws IOException {
        byte[] images = new byte[16 + 4 * written];
        byte[] labels = new byte[8 + promised];
        images[2] = 8;
        images[3] = 3;
        images[7] = (byte) promised;
        images[11] = 2;
        images[15] = 2;
        for (int i = 16; i < images.length; i++) {
            images[i] = (byte) ((i - 16) / 4 % 2 == 0 ? i % 50 : 255 - i % 50);
        }
        labels[2] = 8;
        labels[3] = 1;
        labels[7] = (byte) promised;
        for (int i = 0; i < promised; i++) {
            labels[8 + i] = (byte) (i % 2);
        }
        Files.write(folder.resolve("tiny-labels-idx1-ubyte"), labels);
        return Files.write(folder.resolve("tiny-images-idx3-ubyte"), images);
    }
}
