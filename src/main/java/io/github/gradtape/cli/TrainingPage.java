package io.github.gradtape.cli;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.train.Calibration;
import io.github.gradtape.nn.train.EpochReport;
import io.github.gradtape.nn.train.Predictions;
import io.github.gradtape.nn.train.Reliability;
import io.github.gradtape.nn.train.Score;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.ConfusionMap;
import io.github.gradtape.viz.DecisionMap;
import io.github.gradtape.viz.Graph;
import io.github.gradtape.viz.HtmlPage;
import io.github.gradtape.viz.ImageGrid;
import io.github.gradtape.viz.LineChart;
import io.github.gradtape.viz.ReliabilityDiagram;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A page about a training: how it went, what the model does well and what it does not. */
final class TrainingPage {

    /** Of confidence, wherever a calibration error is told. */
    static final int BINS = 15;

    private static final int MOST_MISTAKES = 60;

    private final Task task;
    private final Model model;
    private final List<EpochReport> history;
    private final String settings;
    private final Predictions predictions;
    private final HtmlPage page = new HtmlPage("gradtape: a training");

    private TrainingPage(Task task, Model model, Predictions predictions, List<EpochReport> history, String settings) {
        this.task = task;
        this.model = model;
        this.history = history;
        this.settings = settings;
        this.predictions = predictions;
    }

    /** The page of a model that was trained as the history tells, and its predictions for the test samples. */
    static HtmlPage of(Task task, Model model, Predictions predictions, List<EpochReport> history, String settings) {
        TrainingPage page = new TrainingPage(task, model, predictions, history, settings);
        page.addResult();
        page.addCurves();
        page.addConfusion();
        page.addReliability();
        page.addDecisions();
        page.addMistakes();
        page.addWeights();
        page.addNetwork();
        return page.page;
    }

    private void addResult() {
        DataSet test = task.test();
        page.paragraph(format(
                "The data are %s. %,d samples to learn from, %,d to test on. Trained for %,d %s by %s.",
                task.description(),
                task.train().size(),
                test.size(),
                history.size(),
                history.size() == 1 ? "epoch" : "epochs",
                settings));
        double error = 100 * predictions.standardError();
        page.paragraph(format(
                "Of the test samples %.2f %% are classified right%s; the log-loss is %.4f.",
                100 * predictions.accuracy(),
                error > 0 ? format(", with a standard error of %.2f", error) : "",
                predictions.logLoss()));
        task.expectedAccuracy(model)
                .ifPresent(expected -> page.paragraph(
                        format("%.2f %% is expected of ever more samples, computed exactly.", 100 * expected)));
        task.best().ifPresent(best -> page.paragraph(format("%.2f %% %s.", 100 * best.accuracy(), best.words())));
    }

    private void addCurves() {
        page.section("Training");
        page.figure(
                chart("loss", Score::loss).withLogScale().svg(),
                "the mean loss of the epoch's batches, and on the test samples after it");
        page.figure(chart("accuracy", Score::accuracy).svg(), "the share that is classified right");
    }

    private LineChart chart(String name, ToDoubleFunction<Score> value) {
        return LineChart.of("epoch", name)
                .withCurve("training", column(history, epoch -> value.applyAsDouble(epoch.training())))
                .withCurve(
                        "test",
                        column(
                                history,
                                epoch -> value.applyAsDouble(epoch.validation().orElseThrow())));
    }

    private static <T> Tensor column(List<T> rows, ToDoubleFunction<T> value) {
        return Tensor.of(rows.stream().mapToDouble(value).toArray());
    }

    private void addConfusion() {
        List<String> names = task.test().classNames();
        page.section("Classes");
        if (names.size() <= ConfusionMap.MOST_CLASSES) {
            page.figure(
                    ConfusionMap.of(predictions.confusion(), names).svg(),
                    "test samples: a row for what they are, a column for what they are taken for");
        }
        page.table(ClassTable.HEAD, ClassTable.rows(names, predictions));
    }

    /**
     * β is fitted to every second test sample and shown on the others, which neither the weights nor β have seen. Both halves have
     * all classes alike, though a file may have one after the other.
     */
    private void addReliability() {
        page.section("Calibration");
        if (predictions.size() < 2) {
            page.paragraph("There is nothing to fit an inverse temperature to: there is but one test sample.");
            return;
        }
        Predictions shown = everySecondFrom(1);
        Calibration calibration;
        try {
            calibration = Calibration.fit(everySecondFrom(0));
        } catch (IllegalArgumentException e) {
            page.paragraph(
                    "No inverse temperature can be fitted to every second of the test samples: that takes some that are "
                            + "classified wrong, and a model that is better than chance.");
            return;
        }
        page.paragraph(format(
                "The probabilities of a softmax are not how often the model is right. An inverse temperature of %.3f is "
                        + "fitted to every second of the test samples; the others show what it does.",
                calibration.beta()));
        addReliability("before", shown);
        addReliability("after", calibration.apply(shown));
    }

    private void addReliability(String when, Predictions shown) {
        Reliability reliability = shown.reliability(BINS);
        List<Reliability.Bin> bins = reliability.bins();
        page.figure(
                ReliabilityDiagram.of(
                                column(bins, Reliability.Bin::confidence),
                                column(bins, Reliability.Bin::accuracy),
                                column(bins, Reliability.Bin::count))
                        .svg(),
                format(
                        "%s: expected calibration error %.4f, log-loss %.4f",
                        when, reliability.expectedCalibrationError(), shown.logLoss()));
    }

    private Predictions everySecondFrom(int first) {
        DataSet part = task.test()
                .withFeatures(predictions.logits())
                .rows(IntStream.range(0, predictions.size())
                        .filter(i -> i % 2 == first)
                        .toArray());
        return new Predictions(part.features(), part.labels());
    }

    private void addDecisions() {
        DataSet test = task.test();
        if (test.sampleShape().equals(Shape.of(2)) && test.classCount() <= DecisionMap.MOST_CLASSES) {
            page.section("Decisions");
            page.figure(
                    DecisionMap.of(
                                    test.features(),
                                    test.labels(),
                                    test.classNames(),
                                    x -> Ops.softmax(Node.constant(Predictions.logits(model, x)), 1)
                                            .value())
                            .withAxes("first column", "second column")
                            .svg(),
                    "the class that each point of the plane is taken for, stronger where it is surer, and test samples");
        }
    }

    private void addMistakes() {
        if (!Images.canBeDrawn(task.test().sampleShape())) {
            return;
        }
        page.section("Mistakes");
        Tensor classes = predictions.classes();
        Tensor confidences = Reductions.max(predictions.probabilities(), 1);
        int[] wrong = IntStream.range(0, predictions.size())
                .filter(i -> classes.get(i) != predictions.labels().get(i))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -confidences.get(i)))
                .mapToInt(Integer::intValue)
                .toArray();
        if (wrong.length == 0) {
            page.paragraph("There are none.");
            return;
        }
        int[] shown = IntStream.of(wrong).limit(MOST_MISTAKES).toArray();
        List<String> names = task.test().classNames();
        List<String> captions = IntStream.of(shown)
                .mapToObj(
                        i -> names.get((int) predictions.labels().get(i)) + ", not " + names.get((int) classes.get(i)))
                .toList();
        DataSet samples = task.test().rows(shown);
        page.figure(
                ImageGrid.of(Images.of(samples.features()), captions).svg(),
                format(
                        "%,d of the %,d wrong ones, the surest first: what they are, and what they were taken for",
                        shown.length, wrong.length));
    }

    private void addWeights() {
        Images.ofFirstWeight(model, task.test().sampleShape()).ifPresent(weights -> {
            List<String> captions = IntStream.range(0, weights.shape().extent(0))
                    .mapToObj(Integer::toString)
                    .toList();
            page.section("First weights")
                    .figure(
                            ImageGrid.of(weights, captions).svg(),
                            "what each unit or filter of the first layer looks for, bright where more light speaks for it");
        });
    }

    private void addNetwork() {
        page.section("Network").preformatted(model.summary(task.test().sampleShape()));
        String graph;
        try {
            graph = ModelGraph.of(model, task.test().sampleShape()).svg();
        } catch (IllegalStateException e) {
            page.paragraph("Its graph is not drawn here, as it has more than " + Graph.MOST_BOXES_IN_SVG
                    + " boxes: gradtape graph prints that of a saved model with --format dot or mermaid.");
            return;
        }
        page.figure(graph, "every op that a sample passes");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
