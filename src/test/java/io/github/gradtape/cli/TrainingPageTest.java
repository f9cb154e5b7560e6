package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.Browser;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Flatten;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.train.EpochReport;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.nn.train.Score;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.ConfusionMap;
import io.github.gradtape.viz.Graph;
import io.github.gradtape.viz.ImageGrid;
import io.github.gradtape.viz.LineChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPageTest {

    private static final List<EpochReport> HISTORY = List.of(
            new EpochReport(1, 0.1, new Score(0.7, 0.5), Optional.of(new Score(0.65, 0.625))),
            new EpochReport(2, 0.1, new Score(0.6, 0.75), Optional.of(new Score(0.5, 0.75))));

    private static final double[][] IDENTITY = {{1, 0}, {0, 1}};

    /** The class is the larger coordinate, and the difference of both is that of the logits. */
    private static final Model LARGER = Model.of(
            new Sequential(new Linear(2, 2)), Map.of("0.weight", Tensor.of(IDENTITY), "0.bias", Tensor.of(0, 0)));

    private static final DataSet POINTS = new DataSet(
            "points",
            Tensor.of(new double[][] {{1, 0}, {0, 1}, {3, 0}, {2, 0}, {0, 2}, {1, 0}, {0, 3}, {0, 1}}),
            Tensor.of(0, 1, 1, 0, 1, 0, 1, 0),
            List.of("left", "<up>"));

    private static final String PAGE =
            html(POINTS, LARGER, Optional.of(new Task.Best(0.875, "is the best that any classifier can have")));

    /** Images of 2 × 2 pixels, the class of which is told by the first two. */
    private static final Model BY_PIXELS = Model.of(
            new Sequential(new Flatten(), new Linear(4, 2)),
            Map.of("1.weight", Tensor.of(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}}), "1.bias", Tensor.of(0, 0)));

    private static DataSet images(double... labels) {
        Tensor pixels = Tensor.of(new double[][][] {
            {{1, 0}, {0, 0}}, {{0, 1}, {0, 0}}, {{0.5, 0}, {0, 0}}, {{1, 0}, {1, 1}}, {{0, 1}, {1, 1}}, {{0, 1}, {0, 1}}
        });
        return new DataSet("images", pixels, Tensor.of(labels), List.of("cat", "dog"));
    }

    private static final String IMAGES = html(images(0, 1, 1, 1, 1, 1), BY_PIXELS, Optional.empty());

    private static String html(DataSet samples, Model model, Optional<Task.Best> best) {
        Task task = new Task("made by hand", samples, samples, false, best, Optional.empty());
        return TrainingPage.of(task, model, Predictions.of(model, samples), HISTORY, "sgd, rate 0.1")
                .html();
    }

    private static void assertShows(String html, String... parts) {
        for (String part : parts) {
            assertTrue(html.contains(part), () -> part + " is not in\n" + html);
        }
    }

    private static List<String> sections(String html) {
        return html.lines()
                .filter(line -> line.startsWith("<h2>"))
                .map(line -> line.replaceAll("<.*?>", ""))
                .toList();
    }

    private static int figures(String html) {
        return html.split("<figure>", -1).length - 1;
    }

    @Test
    void theResultIsToldFirst() {
        double wrong = Math.log1p(Math.exp(3)) + Math.log1p(Math.exp(1));
        double right = 3 * Math.log1p(Math.exp(-1)) + 2 * Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-3));
        assertShows(
                PAGE,
                "<h1>gradtape: a training</h1>",
                "<p>The data are made by hand. 8 samples to learn from, 8 to test on. Trained for 2 epochs by sgd, rate 0.1.</p>",
                String.format(
                        Locale.ROOT,
                        "Of the test samples 75.00 %% are classified right, with a standard error of %.2f; the log-loss is %.4f.",
                        100 * Math.sqrt(0.75 * 0.25 / 8),
                        (wrong + right) / 8),
                "87.50 % is the best that any classifier can have.");
        assertFalse(IMAGES.contains("the best that"), "not known");
        assertFalse(PAGE.contains("expected of ever more"), "not known");
    }

    @Test
    void theAccuracyOfEverMoreSamplesIsToldWhereItCanBeComputed() {
        Task task = new Task(
                "made by hand",
                POINTS,
                POINTS,
                false,
                Optional.empty(),
                Optional.of(classifier -> classifier.apply(POINTS.features()).get(0) + 0.25));
        assertShows(
                TrainingPage.of(task, LARGER, Predictions.of(LARGER, POINTS), HISTORY, "sgd")
                        .html(),
                "<p>25.00 % is expected of ever more samples, computed exactly.</p>");
    }

    @Test
    void theCurvesAreThoseOfTheHistory() {
        Tensor epochs = Tensor.of(1, 2);
        assertShows(
                PAGE,
                LineChart.of("epoch", "loss")
                        .withCurve("training", epochs, Tensor.of(0.7, 0.6))
                        .withCurve("test", epochs, Tensor.of(0.65, 0.5))
                        .withLogScale()
                        .svg(),
                LineChart.of("epoch", "accuracy")
                        .withCurve("training", epochs, Tensor.of(0.5, 0.75))
                        .withCurve("test", epochs, Tensor.of(0.625, 0.75))
                        .svg());
    }

    @Test
    void theSurestMistakeIsShownFirst() {
        Tensor pixels = images(0, 1, 1, 1, 1, 1).rows(3, 2).features();
        assertShows(
                IMAGES,
                ImageGrid.of(pixels, List.of("dog, not cat", "dog, not cat")).svg());
    }

    @Test
    void aShareOfNothingIsADash() {
        String dash = "<td class=\"number\">–</td>";
        assertShows(
                html(POINTS.rows(0), LARGER, Optional.empty()),
                "<tr><td>&lt;up&gt;</td>" + dash + dash + dash + "<td class=\"number\">0</td></tr>");
    }

    @Test
    void pointsOfThePlaneHaveAMapOfDecisions() {
        assertEquals(List.of("Training", "Classes", "Calibration", "Decisions", "Network"), sections(PAGE));
        assertEquals(7, figures(PAGE), "two curves, the confusion, two diagrams, the map, the graph");
        assertShows(
                PAGE,
                "the class that each point of the plane is taken for, stronger where it is surer",
                ">first column</text>",
                ">second column</text>");
    }

    @Test
    void imagesHaveTheirMistakesAndTheFirstWeights() {
        assertEquals(
                List.of("Training", "Classes", "Calibration", "Mistakes", "First weights", "Network"),
                sections(IMAGES));
        assertEquals(8, figures(IMAGES), "two curves, the confusion, two diagrams, mistakes, weights, the graph");
        assertShows(
                IMAGES,
                "2 of the 2 wrong ones, the surest first: what they are, and what they were taken for",
                "dog, not cat",
                "what each unit or filter of the first layer looks for, bright where more light speaks for it");
    }

    @Test
    void imagesTooLargeToBeDrawnAreLeftOut() {
        DataSet large = images(0, 1, 1, 1, 1, 1).withFeatures(Tensor.zeros(Shape.of(6, 257, 256)));
        Layer network = new Sequential(new Flatten(), new Linear(257 * 256, 2));
        String html = html(large, Model.initial(network, new SplittableRandom(1)), Optional.empty());
        assertEquals(List.of("Training", "Classes", "Calibration", "Network"), sections(html));
    }

    @Test
    void everyClassHasItsScores() {
        String scores = "<td class=\"number\">0.7500</td>".repeat(3) + "<td class=\"number\">4</td></tr>";
        assertShows(
                PAGE,
                "<th scope=\"col\">class</th><th scope=\"col\" class=\"number\">precision</th>",
                "<tr><td>left</td>" + scores,
                "<tr><td>&lt;up&gt;</td>" + scores);
    }

    @Test
    void theNetworkIsShownAsATableAndAGraph() {
        assertShows(PAGE, "Linear[inputs=2, outputs=2]", "every op that a sample passes", "0.weight");
    }

    @Test
    void theInverseTemperatureIsFittedToEverySecondSampleAndShownOnTheOthers() {
        assertShows(
                PAGE,
                "fitted to every second of the test samples; the others show what it does",
                "before: expected calibration error ",
                "after: expected calibration error ");
    }

    /** The first half is of one class and taken for it, the second half of the other. */
    @Test
    void samplesSortedByClassAreCalibratedOnBothClasses() {
        Tensor features = Tensor.of(new double[][] {
            {1, 0}, {2, 0}, {3, 0}, {0, 1}, {0, 1}, {2, 0}, {0, 1}, {0, 2}, {0, 3}, {1, 0}, {0, 1}, {0, 2}
        });
        DataSet sorted =
                new DataSet("sorted", features, Tensor.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1), List.of("left", "<up>"));
        Predictions shown = Predictions.of(LARGER, sorted.rows(1, 3, 5, 7, 9, 11));
        assertShows(
                html(sorted, LARGER, Optional.empty()),
                String.format(
                        Locale.ROOT,
                        "before: expected calibration error %.4f, log-loss %.4f",
                        shown.reliability(15).expectedCalibrationError(),
                        shown.logLoss()));
    }

    @Test
    void aSingleSampleHasNothingToCalibrate() {
        assertShows(
                html(POINTS.rows(0), LARGER, Optional.empty()),
                "<p>There is nothing to fit an inverse temperature to: there is but one test sample.</p>",
                "<h2>Network</h2>");
    }

    @Test
    void aGraphTooLargeToBeReadIsLeftOut() {
        Layer deep = new Sequential(Stream.concat(
                        Stream.generate(() -> Activation.TANH).limit(Graph.MOST_BOXES_IN_SVG),
                        Stream.of(new Linear(2, 2)))
                .toList());
        String html = html(POINTS, Model.initial(deep, new SplittableRandom(1)), Optional.empty());
        assertShows(
                html,
                "Its graph is not drawn here, as it has more than 300 boxes: gradtape graph prints that of a saved model with "
                        + "--format dot or mermaid.");
        assertTrue(html.endsWith("</html>\n"), html);
    }

    @Test
    void aModelWithoutMistakesHasNothingToCalibrateAndNoneToShow() {
        String html = html(images(0, 1, 0, 0, 1, 1), BY_PIXELS, Optional.empty());
        assertShows(
                html,
                "<p>No inverse temperature can be fitted to every second of the test samples: that takes some that are "
                        + "classified wrong, and a model that is better than chance.</p>",
                "<p>Of the test samples 100.00 % are classified right; the log-loss is ",
                "<h2>Mistakes</h2>\n<p>There are none.</p>");
        assertEquals(5, figures(html), "two curves, the confusion, weights, the graph");
    }

    @Test
    void moreClassesThanCanBeDrawnAreATableAlone() {
        int classes = ConfusionMap.MOST_CLASSES + 1;
        Tensor one = Tensor.ones(Shape.of(classes, 1));
        DataSet samples = new DataSet(
                "many",
                one,
                Tensor.adopt(
                        Shape.of(classes),
                        IntStream.range(0, classes).asDoubleStream().toArray()),
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
        Model model = Model.of(new Linear(1, classes), Map.of("weight", one, "bias", Tensor.zeros(Shape.of(classes))));
        String html = html(samples, model, Optional.empty());
        assertFalse(html.contains("a row for what they are"), html);
        assertShows(html, "<tr><td class=\"number\">" + (classes - 1) + "</td><td");
    }

    @Test
    void aBrowserShowsItWithoutComplaintAndNothingSticksOut(@TempDir Path directory)
            throws IOException, InterruptedException {
        Browser browser = Browser.inDirectory(directory);
        for (String html : List.of(PAGE, IMAGES)) {
            Browser.Loaded page = browser.load(html);
            assertEquals(figures(html), page.dom().split("<figure>", -1).length - 1);
            assertEquals(figures(html), page.dom().split("<svg", -1).length - 1);
            assertEquals(List.of(), page.console());
            assertEquals(0, browser.overflow(html, 400));
        }
    }
}
