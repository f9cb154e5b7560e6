package io.github.gradtape.benchmark;

import static io.github.gradtape.ops.Ops.affine;
import static io.github.gradtape.ops.Ops.relu;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.tanh;

import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;

/** The same classifier and step on a tape. */
final class EngineNetwork {

    private final Workload workload;
    private final int layers;
    private final Node inputs;
    private final Node labels;

    final Tensor[] weights;
    final Tensor[] biases;
    private final double[][] weightVelocities;
    private final double[][] biasVelocities;

    EngineNetwork(Workload workload) {
        this.workload = workload;
        layers = workload.widths.length - 1;
        inputs = Node.constant(Tensor.of(Shape.of(workload.batch, workload.widths[0]), workload.inputs));
        labels = Node.constant(
                Tensor.of(Arrays.stream(workload.labels).asDoubleStream().toArray()));
        weights = new Tensor[layers];
        biases = new Tensor[layers];
        weightVelocities = new double[layers][];
        biasVelocities = new double[layers][];
        for (int layer = 0; layer < layers; layer++) {
            weights[layer] =
                    Tensor.of(Shape.of(workload.widths[layer], workload.widths[layer + 1]), workload.weights()[layer]);
            biases[layer] = Tensor.of(workload.biases()[layer]);
            weightVelocities[layer] = new double[weights[layer].size()];
            biasVelocities[layer] = new double[biases[layer].size()];
        }
    }

    double step() {
        Tape tape = new Tape();
        Node[] weightLeaves = new Node[layers];
        Node[] biasLeaves = new Node[layers];
        Node y = inputs;
        for (int layer = 0; layer < layers; layer++) {
            weightLeaves[layer] = tape.leaf(weights[layer]);
            biasLeaves[layer] = tape.leaf(biases[layer]);
            y = affine(y, weightLeaves[layer], biasLeaves[layer]);
            if (layer < layers - 1) {
                y = workload.isTanh ? tanh(y) : relu(y);
            }
        }
        Node loss = softmaxCrossEntropy(y, labels);
        Gradients gradients = tape.backward(loss);
        for (int layer = 0; layer < layers; layer++) {
            weights[layer] = descended(weights[layer], gradients.of(weightLeaves[layer]), weightVelocities[layer]);
            biases[layer] = descended(biases[layer], gradients.of(biasLeaves[layer]), biasVelocities[layer]);
        }
        return loss.value().item();
    }

    private Tensor descended(Tensor x, Tensor gradient, double[] velocity) {
        double[] from = x.borrow();
        double[] g = gradient.borrow();
        double[] moved = new double[from.length];
        for (int i = 0; i < moved.length; i++) {
            double v = workload.momentum * velocity[i] + g[i];
            velocity[i] = v;
            moved[i] = from[i] - workload.rate * v;
        }
        return Tensor.adopt(x.shape(), moved);
    }
}
