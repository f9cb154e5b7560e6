package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private static final String TRAIN_OPTIONS =
            "Options of gradtape train: --data, --layers, --activation, --optimizer, --rate, --schedule, --momentum, --decay, "
                    + "--epochs, --batch, --folds, --compare-paths, --save, --report, --seed, --help";

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpNamesTheCommands(String option) {
        Run run = Run.success(option);
        assertTrue(run.out().startsWith("Usage: gradtape [-hV] [COMMAND]"), run.out());
        assertTrue(run.out().contains("\n  train     Trains a tiny network"), run.out());
        assertTrue(run.out().contains("\n  accuracy  Measures the errors"), run.out());
        assertTrue(run.out().contains("Without a command, train is run"), run.out());
    }

    @Test
    void helpOfTheTrainingNamesItsOptionsAndTheirDefaults() {
        Run run = Run.success("train", "--help");
        for (String option : new String[] {
            "--data=DATA",
            "--layers=LIST",
            "--compare-paths",
            "--save=FILE",
            "--report=DIR",
            "--epochs=N",
            "--batch=N",
            "--rate=X",
            "--seed=N"
        }) {
            assertTrue(run.out().contains(option), option);
        }
        assertTrue(run.out().contains("How often every sample is seen. Default: 10."), run.out());
    }

    @Test
    void withoutACommandItTrains() {
        assertArrayEquals(new String[] {"train"}, Main.withDefault());
        assertArrayEquals(new String[] {"train", "--epochs", "1"}, Main.withDefault("--epochs", "1"));
        assertArrayEquals(new String[] {"check", "--all"}, Main.withDefault("check", "--all"));
    }

    @Test
    void helpIsACommandToo() {
        assertEquals(Run.gradtape("--help"), Run.gradtape("help"));
        assertEquals(Run.gradtape("train", "--help"), Run.gradtape("help", "train"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            gradtape,       --help
            gradtape check, check --op=Sin --tries=1
            gradtape accuracy, accuracy --rows=1
            gradtape train, --epochs=100
            gradtape train, --epochs=100 --compare-paths
            """)
    void anOutputThatCannotBeWrittenEndsTheRunAndIsSaid(String command, String options) {
        int head = Math.max(0, Run.gradtape("--epochs", "1").out().indexOf("    1  ")); // the first epoch's line
        for (int room : new int[] {0, head}) {
            Run run = Run.withRoomFor(room, options.split(" "));
            assertEquals(2, run.status());
            assertEquals(
                    command + ": the output cannot be written: its reader has gone, or its disk is full",
                    run.err().strip());
        }
    }

    @Test
    void whatDoesNotFitIntoTheMemoryIsSaid() {
        LossPath large = new LossPath("fused", "z -> ?", (z, t) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        Run run = Run.of(LossPath.COMPOSED, large, "--compare-paths");
        assertEquals(2, run.status());
        assertEquals(
                "gradtape: this takes more memory than the "
                        + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                        + " MB that Java may have; -Xmx gives it more, as in java -Xmx8g",
                run.err().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data", "--save", "--report"})
    void anEmptyNameIsRefused(String option) {
        assertEquals(
                "gradtape train: Invalid value for option '" + option + "': the name of a file is empty",
                Run.fault("train", option, ""));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            gradtape train,   option '--data',                             --data a\0b
            gradtape train,   option '--save',                      --save a\0b
            gradtape predict, positional parameter at index 0 (MODEL),     predict a\0b c
            """)
    void aNameThatCanBeNoFileIsRefused(String command, String place, String options) {
        assertEquals(
                command + ": Invalid value for " + place
                        + ": 'a\\u0000b' can be no file here: Nul character not allowed; names beyond ASCII take a locale of"
                        + " UTF-8, as LC_ALL=C.UTF-8",
                Run.fault(options.replace("\\0", "\0").split(" ")));
    }

    @Test
    void versionNamesTheProgram() {
        Run run = Run.success("--version");
        assertTrue(run.out().startsWith("gradtape "), run.out());
    }

    @Test
    void anUnknownOptionIsRefusedWithTheRightOnes() {
        assertRefused("gradtape train", "Unknown option: '--frobnicate'", TRAIN_OPTIONS, "train", "--frobnicate");
    }

    @Test
    void anOptionNearlyRightIsRefusedWithTheOneMeant() {
        assertRefused(
                "gradtape train",
                "Unknown option: '--epoch=3'",
                "Did you mean --epochs?" + System.lineSeparator() + TRAIN_OPTIONS,
                "--epoch=3");
    }

    @Test
    void aValueThatIsNoNumberIsRefused() {
        assertRefused(
                "gradtape train",
                "Invalid value for option '--epochs': 'many' is not an int",
                TRAIN_OPTIONS,
                "--epochs",
                "many");
    }

    @Test
    void aValueOutOfRangeIsRefused() {
        assertRefused(
                "gradtape train",
                "Invalid value for option '--epochs': 0 must be at least 1",
                TRAIN_OPTIONS,
                "--epochs",
                "0");
        assertRefused(
                "gradtape train",
                "Invalid value for option '--batch': -2 must be at least 1",
                TRAIN_OPTIONS,
                "--batch",
                "-2");
        assertRefused(
                "gradtape train",
                "Invalid value for option '--rate': 0.0 must be positive and finite",
                TRAIN_OPTIONS,
                "--rate",
                "0");
        assertRefused(
                "gradtape train",
                "Invalid value for option '--rate': NaN must be positive and finite",
                TRAIN_OPTIONS,
                "--rate",
                "NaN");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertRefused(
                "gradtape train", "Missing required parameter for option '--data' (DATA)", TRAIN_OPTIONS, "--data");
    }

    @Test
    void anUnknownCommandIsRefusedWithTheRightOnes() {
        assertRefused(
                "gradtape",
                "Unmatched argument at index 0: 'learn'",
                "Commands: train, predict, evaluate, graph, check, accuracy, help" + System.lineSeparator()
                        + "Options of gradtape: --help, --version",
                "learn");
    }

    @Test
    void theProcessEndsWithTheStatusOfItsCommand() throws IOException, InterruptedException {
        Process process = JavaProcess.of(Main.class, "predict", "none", "none")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("gradtape predict: "), said);
        assertEquals(2, process.waitFor());
    }

    private static void assertRefused(String command, String fault, String right, String... args) {
        Run run = Run.gradtape(args);
        assertEquals(2, run.status());
        assertEquals("", run.out());
        assertEquals(command + ": " + fault + System.lineSeparator() + right + System.lineSeparator(), run.err());
    }
}
