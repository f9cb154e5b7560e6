package io.github.gradtape.cli;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.gradcheck.Differences;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Pass;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The gradients of both paths at the same weights, by every parameter and by the input, against each other and against
 * differences of each path's own loss, which know nothing of pullbacks.
 */
final class NetworkCheck {

    static final int DIRECTIONS = 3;

    /** A gradient that is smaller beside the loss is lost in the loss's rounding: it is measured by the loss instead. */
    private static final double LEAST_SHARE = 1e-5;

    /** Where the slopes to both sides are had from. */
    private static final double STEP = 0x1p-20;

    /** Slopes of both sides that differ by less, beside the gradient's norm, cannot make a right gradient look wrong. */
    private static final double KINK = 1e-7;

    /** An error of the differences themselves, beside the gradient's norm, by which they prove nothing: there is a kink nearby. */
    private static final double VAGUE = 1e-7;

    /** The rounding of four losses, in units of the loss, divided by the step. */
    private static final double ROUNDING = 0x1p-51 / STEP;

    private static final String INPUT = "x";

    private final Model model;
    private final Tensor input;

    /** What the network divides the input by, if that is the first thing it does: in these units the input is moved. */
    private final Tensor unit;

    private final Node targets;
    private final RandomGenerator random;

    /**
     * The findings for one tensor g = ∂loss/∂x of each path; for the input it is ∂loss/∂(x/unit).
     *
     * @param name what x is
     * @param shape its shape
     * @param pathDifference the largest |g − g′| of the two paths
     * @param composedError the largest |⟨g, v⟩ − difference along v| / ‖g‖ of the composed path over all directions v; none if
     *     there is a kink along all of them, where the loss has no derivative, or so near that differences cannot tell
     * @param fusedError the same of the fused path
     */
    record Row(
            String name, Shape shape, double pathDifference, OptionalDouble composedError, OptionalDouble fusedError) {}

    /**
     * All findings.
     *
     * @param lossDifference the difference of the two paths' losses
     * @param rows one for each parameter, and one for the input
     */
    record Findings(double lossDifference, List<Row> rows) {

        double pathDifference() {
            return rows.stream().mapToDouble(Row::pathDifference).reduce(lossDifference, Math::max);
        }

        double error() {
            return rows.stream()
                    .mapToDouble(row -> Math.max(row.composedError.orElse(0), row.fusedError.orElse(0)))
                    .reduce(0, Math::max);
        }
    }

    NetworkCheck(Model model, DataSet batch, RandomGenerator random) {
        this.model = model;
        this.input = batch.features();
        this.unit = model.parameters().getOrDefault("0.deviation", Tensor.scalar(1));
        this.targets = Node.constant(batch.targets());
        this.random = random;
    }

    Findings run(LossPath composed, LossPath fused) {
        Map<String, Tensor> composedGradients = gradients(composed);
        Map<String, Tensor> fusedGradients = gradients(fused);
        List<Row> rows = new ArrayList<>();
        composedGradients.forEach((name, gradient) -> rows.add(new Row(
                name,
                gradient.shape(),
                TwinTraining.largestDifference(gradient, fusedGradients.get(name)),
                error(composed, name, gradient),
                error(fused, name, fusedGradients.get(name)))));
        return new Findings(Math.abs(loss(composed, model, input) - loss(fused, model, input)), rows);
    }

    private Map<String, Tensor> gradients(LossPath path) {
        Tape tape = new Tape();
        Node x = tape.leaf(input);
        Pass pass = Pass.training(model, tape, new SplittableRandom(0));
        Node loss = path.loss().apply(model.layer().apply(x, pass), targets);
        Map<String, Tensor> named = new LinkedHashMap<>(pass.gradients(loss));
        named.put(INPUT, Elementwise.multiply(tape.backward(loss, x).of(x), unit));
        return named;
    }

    private OptionalDouble error(LossPath path, String name, Tensor gradient) {
        double norm = Math.max(Math.sqrt(dot(gradient, gradient)), LEAST_SHARE * loss(path, model, input));
        OptionalDouble largest = OptionalDouble.empty();
        for (int i = 0; i < DIRECTIONS; i++) {
            Tensor direction = Tensor.uniform(gradient.shape(), -1, 1, random);
            DoubleUnaryOperator line = h -> lossAt(path, name, direction, h);
            if (hasKink(line, norm)) {
                continue;
            }
            Differences.Estimate slope = Differences.derivative(h -> Tensor.scalar(line.applyAsDouble(h)));
            if (slope.error().item() > VAGUE * norm) {
                continue;
            }
            double miss = Math.abs(dot(gradient, direction) - slope.value().item());
            largest = OptionalDouble.of(Math.max(largest.orElse(0), miss == 0 ? 0 : miss / norm));
        }
        return largest;
    }

    /**
     * Whether the slopes to both sides of 0 differ, as where a relu stands at exactly 0. Of a smooth function those of one step h
     * differ by h f″(0), and those of 2 h by twice as much.
     */
    private static boolean hasKink(DoubleUnaryOperator line, double norm) {
        double middle = line.applyAsDouble(0);
        double jump = 2 * jump(line, middle, STEP) - jump(line, middle, 2 * STEP);
        return Math.abs(jump) > Math.max(KINK * norm, ROUNDING * Math.abs(middle));
    }

    private static double jump(DoubleUnaryOperator line, double middle, double h) {
        return (line.applyAsDouble(h) - middle + (line.applyAsDouble(-h) - middle)) / h;
    }

    private double lossAt(LossPath path, String name, Tensor direction, double h) {
        if (name.equals(INPUT)) {
            return loss(path, model, moved(input, Elementwise.multiply(direction, unit), h));
        }
        Tensor moved = moved(model.parameters().get(name), direction, h);
        return loss(path, model.with(Map.of(name, moved)), input);
    }

    private static Tensor moved(Tensor x, Tensor direction, double h) {
        return Elementwise.zip(x, direction, (value, v) -> value + h * v);
    }

    private double loss(LossPath path, Model at, Tensor x) {
        return path.loss().apply(at.apply(Node.constant(x)), targets).value().item();
    }

    private static double dot(Tensor a, Tensor b) {
        return Reductions.sum(Elementwise.multiply(a, b)).item();
    }
}
