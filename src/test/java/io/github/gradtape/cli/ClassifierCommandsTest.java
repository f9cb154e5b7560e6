package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.JavaProcess;
import io.github.gradtape.data.NpzFile;
import io.github.gradtape.data.Pipe;
import io.github.gradtape.data.Standardiser;
import io.github.gradtape.data.Xor;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Classifier;
import io.github.gradtape.nn.Dropout;
import io.github.gradtape.nn.Embedding;
import io.github.gradtape.nn.Flatten;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.ModelFile;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.Standardise;
import io.github.gradtape.nn.Temper;
import io.github.gradtape.nn.Unflatten;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Graph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that use a model kept by {@code train --save}. */
class ClassifierCommandsTest {

    /** z = (x₁, x₂): the class is the larger coordinate, the probability that of a logistic of the difference. */
    private static final Classifier LARGER = new Classifier(
            Model.of(
                    new Sequential(new Linear(2, 2)),
                    Map.of("0.weight", Tensor.of(new double[][] {{1, 0}, {0, 1}}), "0.bias", Tensor.of(0, 0))),
            Shape.of(2),
            List.of("first", "the second, \"2\""));

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void save() throws IOException {
        model = folder.resolve("larger.safetensors");
        LARGER.write(model);
    }

    @Test
    void predictPrintsTheClassAndItsProbabilityAsCsv() throws IOException {
        Run run = Run.gradtape("predict", model.toString(), csv("1,0\n0,1\n"));
        String yes = "0.731059";
        assertEquals(
                new Run(
                        0,
                        String.join(
                                System.lineSeparator(),
                                "sample,class,probability",
                                "1,first," + yes,
                                "2,\"the second, \"\"2\"\"\"," + yes,
                                ""),
                        ""),
                run);
    }

    @Test
    void predictTakesSamplesWithTheirClasses() throws IOException {
        Run run = Run.success("predict", model.toString(), csv("1,0,first\n0,1,x\n"));
        assertEquals(3, run.out().lines().count());
    }

    @Test
    void predictTakesSamplesOfOneClass() throws IOException {
        Run.success("predict", model.toString(), csv("1,0,first\n"));
    }

    @Test
    void samplesAndModelsComeThroughPipes() throws IOException, InterruptedException {
        Path pipe = Pipe.in(folder);
        Run expected = Run.gradtape("predict", model.toString(), csv("1,0\n0,1\n"));
        Pipe.write(pipe, "1,0\n0,1\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(expected, Run.gradtape("predict", model.toString(), pipe.toString()));
        Pipe.write(pipe, Files.readAllBytes(model));
        assertEquals(expected, Run.gradtape("predict", pipe.toString(), csv("1,0\n0,1\n")));
    }

    @Test
    void predictRefusesColumnsForAModelOfSingleNumbers() throws IOException {
        Layer pair = new Sequential(new Unflatten(Shape.of(1)), new Linear(1, 2));
        new Classifier(Model.initial(pair, new SplittableRandom(1)), Shape.SCALAR, List.of("a", "b")).write(model);
        String file = csv("1,a\n");
        assertEquals(
                "gradtape predict: " + file + ": has samples of shape [1], but the model takes []",
                Run.refusal("predict", model.toString(), file));
    }

    @Test
    void predictNamesTheFieldThatIsNoNumber() throws IOException {
        String file = csv("1,0,first\n1,x,first\n");
        String refusal = Run.refusal("predict", model.toString(), file);
        assertTrue(refusal.startsWith("gradtape predict: " + file + ": line 2, column 2: \"x\""), refusal);
    }

    @Test
    void predictRefusesOtherColumns() throws IOException {
        String file = csv("1,0,5,6\n0,1,5,6\n");
        String refusal = Run.refusal("predict", model.toString(), file);
        assertTrue(
                refusal.startsWith("gradtape predict: " + file
                        + ": line 1 has 4 columns, expected 2, all of them numbers, or one more, the class"),
                refusal);
    }

    @Test
    void evaluatePrintsEveryMeasure() throws IOException {
        Run run = Run.success(
                "evaluate",
                model.toString(),
                csv("1,0,first\n0,1,\"the second, \"\"2\"\"\"\n3,0,\"the second, \"\"2\"\"\"\n"));
        double wrong = -Math.log(1 / (1 + Math.exp(3)));
        double right = -Math.log(1 / (1 + Math.exp(-1)));
        assertTrue(run.out().contains("accuracy   66.67 %"), run.out());
        assertTrue(
                run.out().contains(String.format(Locale.ROOT, "log-loss  %8.4f", (2 * right + wrong) / 3)), run.out());
        assertTrue(run.out().contains("first               0.5000     1.0000     0.6667          1"), run.out());
        assertTrue(run.out().contains("the second, \"2\"     1.0000     0.5000     0.6667          2"), run.out());
        assertTrue(run.lastLine().matches("the second, \"2\" +1 +1"), run.lastLine());
    }

    @Test
    void evaluatePrintsTheSameDigitsEverywhere() throws IOException {
        String file = csv("1,0,first\n0,1,first\n");
        Run here = Run.gradtape("evaluate", model.toString(), file);
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertEquals(here, Run.gradtape("evaluate", model.toString(), file));
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void aNameOfAClassIsNoOrderToTheTerminal() throws IOException {
        new Classifier(LARGER.model(), LARGER.sample(), List.of("\u001b[31mred", "two\nlines")).write(model);
        Run run = Run.gradtape("predict", model.toString(), csv("1,0\n0,1\n"));
        assertEquals(
                List.of("sample,class,probability", "1,\\u001b[31mred,0.731059", "2,two\\u000alines,0.731059"),
                run.out().lines().toList());
    }

    @Test
    void evaluateKeepsANameWithALineBreakOnItsLine() throws IOException {
        new Classifier(LARGER.model(), LARGER.sample(), List.of("first", "two\r\nlines")).write(model);
        Run run = Run.success("evaluate", model.toString(), csv("1,0,first\n0,1,\"two\r\nlines\"\n"));
        assertTrue(run.out().contains("two\\u000d\\u000alines     1.0000"), run.out());
        assertTrue(run.lastLine().startsWith("two\\u000d\\u000alines "), run.lastLine());
    }

    /** What is printed of points of the first class by a model that takes all for the first one, below the scores of classes. */
    private List<String> confusion(List<String> names, String samples) throws IOException {
        Map<String, Tensor> none =
                Map.of("weight", Tensor.zeros(Shape.of(names.size(), 2)), "bias", Tensor.zeros(Shape.of(names.size())));
        new Classifier(Model.of(new Linear(2, names.size()), none), Shape.of(2), names).write(model);
        Run run = Run.success("evaluate", model.toString(), csv(samples));
        List<String> lines = run.out().lines().toList();
        return lines.subList(lines.lastIndexOf("") + 1, lines.size());
    }

    @Test
    void evaluateListsTheCommonestConfusionsOfManyClasses() throws IOException {
        for (int classes : new int[] {12, 13}) {
            List<String> names =
                    IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
            List<String> lines = confusion(names, "1,0,class 0\n1,1,class 3\n1,0,class 2\n0,1,class 2\n");
            if (classes == 12) {
                assertEquals("taken for: one column for each class, in the same order", lines.get(0));
                assertEquals(2 + 12, lines.size());
            } else {
                assertEquals(
                        List.of(
                                "is       taken for    samples",
                                "class 2  class 0            2",
                                "class 3  class 0            1"),
                        lines);
            }
        }
    }

    /** A matrix of them all would have more elements than an array can. */
    @Test
    void evaluateTakesAsManyClassesAsAFileMayHave() throws IOException {
        List<String> names = IntStream.range(0, 50_000).mapToObj(i -> "c" + i).toList();
        assertEquals(
                List.of("is      taken for    samples", "c49999  c0                 1"),
                confusion(names, "1,0,c0\n0,1,c49999\n"));
    }

    @Test
    void evaluateSaysHowManyConfusionsItLeavesOut() throws IOException {
        List<String> names = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
        String every = IntStream.range(0, 30).mapToObj(i -> "1,0,c" + i + "\n").collect(Collectors.joining());
        List<String> lines = confusion(names, every);
        assertEquals(1 + 20 + 1, lines.size(), lines.toString());
        assertEquals("and 9 pairs of classes that are no commoner", lines.get(21));
        assertEquals(List.of("no sample is taken for another class than its own"), confusion(names, "1,0,c0\n"));
    }

    @Test
    void classesWhoseColumnsWouldHaveOneHeadAreNumbered() throws IOException {
        assertEquals(
                List.of(
                        "taken for: one column for each class, in the same order",
                        "is                      1        2",
                        "1 versicolor one        1        0",
                        "2 versicolor two        1        0"),
                confusion(List.of("versicolor one", "versicolor two"), "1,0,versicolor one\n1,1,versicolor two\n"));
        assertEquals(
                "is                😀😀😀😀😀😀.  seventh",
                confusion(List.of("😀😀😀😀😀😀😀😀", "seventh"), "1,0,seventh\n")
                        .get(1));
    }

    @Test
    void evaluatePrintsADashForAShareOfNothing() throws IOException {
        confusion(List.of("a", "b"), "1,0,a\n");
        Run run = Run.gradtape("evaluate", model.toString(), csv("1,0,a\n"));
        assertTrue(run.out().contains("b              –          –          –          0"), run.out());
    }

    @Test
    void evaluateTakesSamplesOfOneClass() throws IOException {
        Run run = Run.success("evaluate", model.toString(), csv("1,0,first\n0,1,first\n"));
        assertTrue(run.out().contains("accuracy   50.00 %"), run.out());
    }

    @Test
    void samplesOfOneClassAreTakenFromAnArchiveToo() throws IOException {
        new Classifier(LARGER.model(), LARGER.sample(), List.of("0", "1")).write(model);
        Path file = folder.resolve("one.npz");
        NpzFile.write(file, Map.of("x", Tensor.of(new double[][] {{1, 0}, {0, 1}}), "y", Tensor.of(1, 1)));
        Run run = Run.success("evaluate", model.toString(), file.toString());
        assertTrue(run.out().contains("accuracy   50.00 %"), run.out());
        Run.success("predict", model.toString(), file.toString());
    }

    @Test
    void evaluateRefusesAClassThatTheModelDoesNotKnow() throws IOException {
        String file = csv("1,0,first\n0,1,third\n");
        assertEquals(
                "gradtape evaluate: " + file
                        + ": has other classes than the model: data set samples.csv: its class \"third\""
                        + " must be one of [first, the second, \"2\"]",
                Run.refusal("evaluate", model.toString(), file));
    }

    @Test
    void graphIsPrintedInEveryFormat() {
        assertTrue(graph("svg").startsWith("<svg"), graph("svg"));
        assertTrue(graph("dot").startsWith("digraph"), graph("dot"));
        assertTrue(graph("mermaid").startsWith("flowchart"), graph("mermaid"));
        assertTrue(graph("dot").contains("0.weight"), graph("dot"));
    }

    @Test
    void graphEndsWithItsLastLine() {
        for (String format : List.of("svg", "dot", "mermaid")) {
            assertTrue(graph(format).matches("(?s).*[^\\n]\\n"), graph(format));
        }
    }

    /** Dropout does nothing, and what training leaves as it is has its name. */
    @Test
    void graphIsThatOfAModelInUse() throws IOException {
        Standardiser standardiser = Standardiser.of(Xor.corners().features());
        Layer network = new Sequential(new Standardise(standardiser), new Dropout(0.5), new Linear(2, 2), new Temper());
        new Classifier(Model.initial(network, new SplittableRandom(1)), Shape.of(2), LARGER.classNames()).write(model);
        String dot = graph("dot");
        for (String name : List.of("x", "0.mean", "2.weight", "2.bias", "3.beta")) {
            assertTrue(dot.contains(name), dot);
        }
        assertFalse(dot.contains("constant"), dot);
    }

    @Test
    void aGraphTooLargeForAPictureIsRefusedAndPrintedOtherwise() throws IOException {
        Layer deep = new Sequential(Stream.<Layer>generate(() -> Activation.TANH)
                .limit(Graph.MOST_BOXES_IN_SVG)
                .toList());
        new Classifier(Model.of(deep, Map.of()), Shape.of(2), List.of("a", "b")).write(model);
        assertEquals(
                "gradtape graph: Invalid value for option '--format': the graph has more than the 300 boxes that SVG"
                        + " shows, take --format dot or mermaid",
                Run.fault("graph", model.toString()));
        assertTrue(graph("dot").startsWith("digraph"), "which has no limit");
    }

    private String graph(String format) {
        Run run = Run.success("graph", model.toString(), "--format", format);
        return run.out();
    }

    @Test
    void aFileThatIsNoModelIsRefused() throws IOException {
        String file = csv("1,2,a,b,c,d\n");
        String refusal = Run.refusal("graph", file);
        assertTrue(
                refusal.startsWith(
                        "gradtape graph: " + file + ": byte 0: is no safetensors file, as its header would have "),
                refusal);
    }

    @Test
    void aModelThatDoesNotTellItsSamplesIsRefused() throws IOException {
        new ModelFile(LARGER.model(), Map.of()).write(model);
        assertEquals(
                "gradtape graph: " + model
                        + ": is a model without the note \"sample\", which a Classifier writes, as train --save does",
                Run.refusal("graph", model.toString()));
    }

    @Test
    void aModelWithOtherOutputsThanClassesIsRefused() throws IOException {
        new ModelFile(LARGER.model(), Map.of("sample", "[2]", "class.0", "one")).write(model);
        assertEquals(
                "gradtape predict: " + model
                        + ": the network makes [1, 2] of [1, 2], expected one number for each of the class names, which are 1",
                Run.refusal("predict", model.toString(), csv("1,0\n")));
    }

    @Test
    void aModelThatRefusesItsOwnSamplesIsRefused() throws IOException {
        new ModelFile(LARGER.model(), Map.of("sample", "[3]", "class.0", "a", "class.1", "b")).write(model);
        String samples = csv("1,0\n");
        for (String[] args : new String[][] {
            {"graph", model.toString()},
            {"predict", model.toString(), samples},
            {"evaluate", model.toString(), samples}
        }) {
            String refusal = Run.refusal(args);
            assertTrue(
                    refusal.startsWith(
                            "gradtape " + args[0] + ": " + model + ": the network refuses samples of shape [3]: "),
                    refusal);
        }
    }

    @Test
    void numbersThatTheNetworkRefusesAreBlamedOnTheData() throws IOException {
        Layer network = new Sequential(new Embedding(5, 2), new Flatten(), new Linear(4, 2));
        Model embedded = Model.initial(network, new SplittableRandom(1));
        new Classifier(embedded, Shape.of(2), List.of("a", "b")).write(model);
        String samples = csv("4,0\n4,7\n");
        String refusal = Run.refusal("predict", model.toString(), samples);
        assertTrue(
                refusal.startsWith("gradtape predict: " + samples + ": is refused by the network of " + model
                        + ": layer 0, Embedding["),
                refusal);
    }

    @Test
    void whatIsPrintedIsUtf8Everywhere() throws IOException {
        ProcessBuilder graph = JavaProcess.of(Main.class, "graph", model.toString(), "--format=dot")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        graph.environment().put("LC_ALL", "C");
        byte[] bytes = graph.start().getInputStream().readAllBytes();
        assertTrue(graph("dot").contains("XWᵀ"), graph("dot"));
        assertEquals(graph("dot"), new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void aNameOfAFileIsNoOrderToTheTerminal() throws IOException {
        Path file = Files.writeString(folder.resolve("\u001b[31m.csv"), "1,0,first\n");
        Run run = Run.success("evaluate", model.toString(), file.toString());
        assertTrue(run.out().contains("samples   1 of " + folder.resolve("\\u001b[31m.csv")), run.out());
    }

    @Test
    void aModelThatMakesNaNIsRefused() throws IOException {
        Model odd = LARGER.model()
                .with(Map.of(
                        "0.weight",
                        Tensor.of(new double[][] {{Double.MAX_VALUE, 0}, {0, 1}}),
                        "0.bias",
                        Tensor.of(Double.NEGATIVE_INFINITY, 0)));
        new Classifier(odd, LARGER.sample(), LARGER.classNames()).write(model);
        assertEquals(
                "gradtape predict: " + model + ": the network makes NaN of sample 2, expected a number for each class",
                Run.refusal("predict", model.toString(), csv("1,0\n2,0\n")));
    }

    @ParameterizedTest
    @CsvSource({"Infinity, 0, Infinity", "-Infinity, -Infinity, -Infinity", "Infinity, NaN, NaN"})
    void aModelWithoutProbabilitiesIsRefused(double first, double second, double largest) throws IOException {
        Model odd = LARGER.model().with(Map.of("0.bias", Tensor.of(first, second)));
        new Classifier(odd, LARGER.sample(), LARGER.classNames()).write(model);
        for (String command : List.of("predict", "evaluate")) {
            assertEquals(
                    "gradtape " + command + ": " + model + ": the network makes " + largest
                            + " of sample 1, expected a number for each class",
                    Run.refusal(command, model.toString(), csv("1,0,first\n")));
        }
    }

    @Test
    void aClassThatTheModelMasksIsNeverPredicted() throws IOException {
        Model masked = LARGER.model().with(Map.of("0.bias", Tensor.of(Double.NEGATIVE_INFINITY, 0)));
        new Classifier(masked, LARGER.sample(), LARGER.classNames()).write(model);
        Run run = Run.gradtape("predict", model.toString(), csv("1,0\n"));
        assertTrue(run.out().contains("1,\"the second, \"\"2\"\"\",1.000000"), run.out() + run.err());
    }

    private String csv(String text) throws IOException {
        return Files.writeString(folder.resolve("samples.csv"), text).toString();
    }
}
