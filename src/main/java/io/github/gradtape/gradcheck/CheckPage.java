package io.github.gradtape.gradcheck;

import io.github.gradtape.gradcheck.GradientReport.Verdict;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.Graph;
import io.github.gradtape.viz.HeatMap;
import io.github.gradtape.viz.HtmlPage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The page of a checked call.
 *
 * @param smooth the call
 * @param findings what was found, in words
 * @param broken the law that was broken, if it was one
 * @param verdicts each law and its verdict, had when the page is
 */
record CheckPage(Smooth smooth, String findings, Optional<Law> broken, Supplier<List<List<String>>> verdicts) {

    private static final int LONGEST_NAME = 100;

    /** The name of its file: that of the op's class, or of the class that a function is written in. */
    String name() {
        Op op = smooth.call().op();
        Class<?> type = op instanceof FunctionOp made ? made.origin() : op.getClass();
        String full = type.getName().replaceFirst("\\$\\$.*", "");
        boolean isNamed = full.equals(type.getName()) && !type.getSimpleName().isEmpty();
        String name = isNamed ? type.getSimpleName() : full.substring(full.lastIndexOf('.') + 1);
        String safe = name.replaceAll("[^\\p{L}\\p{N}_]+", "-").replaceFirst("^-", "");
        return safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    }

    HtmlPage of(Verdict verdict) {
        HtmlPage page = new HtmlPage(title() + ": " + verdict.name().toLowerCase(Locale.ROOT));
        List<Jacobian> jacobians = jacobians();
        broken.filter(Law::isOfDerivatives)
                .flatMap(law -> Explanation.diagnosis(law, smooth, jacobians))
                .ifPresent(text -> page.section("Diagnosis").paragraph(text));
        page.section("Findings").preformatted(findings);
        page.section("In JShell").preformatted(String.join("\n", Snippet.of(smooth.call())));
        List<List<String>> rows = verdicts.get();
        if (!rows.isEmpty()) {
            page.section("Laws").table(List.of("law", "verdict"), rows);
        }
        if (jacobians.isEmpty()) {
            tellOfLargeJacobians(page);
        }
        jacobians.stream()
                .sorted((a, b) -> Boolean.compare(a.agrees(), b.agrees()))
                .forEach(jacobian -> draw(jacobian, page));
        drawGraphs(page);
        return page;
    }

    private String title() {
        Op op = smooth.call().op();
        return op instanceof FunctionOp ? op + " in " + name() : op.toString();
    }

    /** None if they are large, or cannot be had. */
    private List<Jacobian> jacobians() {
        try {
            return Jacobian.of(smooth.partFor(Law.VJP_AGREES_WITH_DIFFERENCES));
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private void tellOfLargeJacobians(HtmlPage page) {
        try {
            long entries = Jacobian.entries(smooth.call());
            if (entries > Jacobian.MOST_ENTRIES) {
                page.section("Jacobians")
                        .paragraph(String.format(
                                Locale.ROOT,
                                "They have %,d entries; up to %d are compared one by one. Take a smaller input to see them.",
                                entries,
                                Jacobian.MOST_ENTRIES));
            }
        } catch (RuntimeException e) {
            // the call itself is refused, which the findings say
        }
    }

    private static void draw(Jacobian jacobian, HtmlPage page) {
        int i = jacobian.primal();
        page.section("Jacobian by input " + i);
        if (jacobian.worst() == null) {
            page.paragraph("It has no entries.");
            return;
        }
        page.paragraph("∂y/∂x" + i + ", a row for each output element and a column for each entry of the input. "
                + (jacobian.agrees() ? "Both agree." : "The worst entry is framed."));
        double[][] difference = IntStream.range(0, jacobian.rows())
                .mapToObj(row -> IntStream.range(0, jacobian.columns())
                        .mapToDouble(column -> jacobian.analytic()[row][column] - jacobian.independent()[row][column])
                        .toArray())
                .toArray(double[][]::new);
        double range = Math.max(greatest(jacobian.analytic()), greatest(jacobian.independent()));
        // a difference of mere rounding would else look like one of substance
        double own = jacobian.agrees() ? range : greatest(difference);
        page.figure(map(jacobian, jacobian.analytic(), range), "analytic: by the pullback of each unit cotangent");
        page.figure(map(jacobian, jacobian.independent(), range), "independent: by differences of values");
        page.figure(
                map(jacobian, difference, own),
                "analytic less independent, " + (jacobian.agrees() ? "in the same colours" : "in colours of its own"));
    }

    private static String map(Jacobian jacobian, double[][] entries, double range) {
        int[] rows = jacobian.outputs().extents();
        int[] columns = jacobian.inputs().extents();
        int[] extents =
                IntStream.concat(Arrays.stream(rows), Arrays.stream(columns)).toArray();
        double[] flat = Arrays.stream(entries).flatMapToDouble(Arrays::stream).toArray();
        HeatMap map =
                HeatMap.of(Tensor.adopt(Shape.of(extents), flat), rows.length).withAxes("y", "x" + jacobian.primal());
        int[] worst = jacobian.worst();
        HeatMap marked = jacobian.agrees() ? map : map.withMark(worst[0], worst[1]);
        return (range > 0 ? marked.withRange(range) : marked).svg();
    }

    /** The largest magnitude that is finite. */
    private static double greatest(double[][] entries) {
        return Arrays.stream(entries)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private void drawGraphs(HtmlPage page) {
        Op op = smooth.call().op();
        page.section("Graph")
                .paragraph(
                        "The call with its values, and how its pullback has the cotangent of each input, here from a ȳ of ones.");
        try {
            Tape tape = new Tape();
            Map<Node, String> names = new LinkedHashMap<>();
            Node[] inputs = inputs(tape, names);
            Node y = op instanceof FunctionOp made ? made.function().apply(List.of(inputs)) : op.apply(inputs);
            Node yBar = tape.leaf(Tensor.ones(y.shape()));
            Node[] leaves = Stream.of(inputs).filter(x -> !x.isConstant()).toArray(Node[]::new);
            List<Node> xBars = tape.recordBackward(y, yBar, List.of(leaves));
            names.put(yBar, "ȳ");
            names.putIfAbsent(y, "y");
            page.figure(Graph.of(y).withNames(names).withValues().svg(), "y");
            for (int k = 0; k < leaves.length; k++) {
                String caption = "the cotangent of " + names.get(leaves[k]);
                page.figure(Graph.of(xBars.get(k)).withNames(names).withValues().svg(), caption);
            }
        } catch (RuntimeException e) {
            page.paragraph("No more can be drawn: " + Trial.reason(e));
        }
    }

    private Node[] inputs(Tape tape, Map<Node, String> names) {
        Case call = smooth.call();
        Node[] inputs = call.copies();
        for (int k = 0; k < inputs.length; k++) {
            if (call.op().isDifferentiable(k, inputs)) {
                inputs[k] = tape.leaf(inputs[k].value());
            }
            names.put(inputs[k], "x" + k);
        }
        return inputs;
    }
}
