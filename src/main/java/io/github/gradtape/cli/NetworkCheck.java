package io.github.gradtape.cli;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.gradcheck.Differences;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The gradients of both paths at the same weights, by every parameter and by the input, against each other and against
 * differences of each path's own loss, which know nothing of pullbacks.
 */
final class NetworkCheck {

    static final int DIRECTIONS = 3;

    private final List<Tensor> values;
    private final Node targets;
    private final RandomGenerator random;

    /**
     * The findings for one tensor g = ∂loss/∂x of each path.
     *
     * @param name what x is
     * @param shape its shape
     * @param pathDifference the largest |g − g′| of the two paths
     * @param composedError the largest |⟨g, v⟩ − difference along v| / ‖g‖ of the composed path over all directions v
     * @param fusedError the same of the fused path
     */
    record Row(String name, Shape shape, double pathDifference, double composedError, double fusedError) {}

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
                    .mapToDouble(row -> Math.max(row.composedError, row.fusedError))
                    .reduce(0, Math::max);
        }
    }

    NetworkCheck(Network network, DataSet batch, RandomGenerator random) {
        this.values = new ArrayList<>(network.parameters());
        this.values.add(batch.features());
        this.targets = Node.constant(batch.targets());
        this.random = random;
    }

    Findings run(LossPath composed, LossPath fused) {
        List<Tensor> composedGradients = gradients(composed);
        List<Tensor> fusedGradients = gradients(fused);
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < values.size(); k++) {
            boolean isInput = k == values.size() - 1;
            rows.add(new Row(
                    isInput ? "x" : Network.PARAMETER_NAMES.get(k),
                    values.get(k).shape(),
                    PathComparison.largestDifference(composedGradients.get(k), fusedGradients.get(k)),
                    error(composed, k, composedGradients.get(k)),
                    error(fused, k, fusedGradients.get(k))));
        }
        return new Findings(Math.abs(loss(composed, values) - loss(fused, values)), rows);
    }

    private List<Tensor> gradients(LossPath path) {
        Tape tape = new Tape();
        List<Node> leaves = values.stream().map(tape::leaf).toList();
        Gradients gradients = tape.backward(loss(path, leaves.toArray(Node[]::new)));
        return leaves.stream().map(gradients::of).toList();
    }

    private double error(LossPath path, int k, Tensor gradient) {
        double norm = Math.sqrt(dot(gradient, gradient));
        double largest = 0;
        for (int i = 0; i < DIRECTIONS; i++) {
            Tensor direction = Tensor.uniform(gradient.shape(), -1, 1, random);
            double slope = Differences.derivative(h -> Tensor.scalar(loss(path, moved(k, direction, h))))
                    .value()
                    .item();
            largest = Math.max(largest, Math.abs(dot(gradient, direction) - slope) / norm);
        }
        return largest;
    }

    private List<Tensor> moved(int k, Tensor direction, double h) {
        List<Tensor> moved = new ArrayList<>(values);
        moved.set(k, Elementwise.zip(values.get(k), direction, (x, v) -> x + h * v));
        return moved;
    }

    private double loss(LossPath path, List<Tensor> at) {
        return loss(path, at.stream().map(Node::constant).toArray(Node[]::new))
                .value()
                .item();
    }

    private Node loss(LossPath path, Node... at) {
        List<Node> nodes = List.of(at);
        Node logits = Network.logits(nodes.get(at.length - 1), nodes.subList(0, at.length - 1));
        return path.loss().apply(logits, targets);
    }

    private static double dot(Tensor a, Tensor b) {
        return Reductions.sum(Elementwise.multiply(a, b), false).item();
    }
}
