package io.github.gradtape.benchmark;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A training step: the network, its batch, where it starts, and the step's settings. */
public enum Workload {
    W2_XOR(4, true, 0, 2, 8, 2),
    W3_IRIS(32, false, 0, 4, 16, 3),
    W4_DIGITS(64, false, 0, 64, 32, 10),
    W5_MNIST(128, false, 0.9, 784, 128, 10),
    W7_DEEP(8, true, 0, IntStream.generate(() -> 16).limit(21).toArray());

    final int batch;
    final boolean isTanh;
    final double momentum;
    final double rate = 1e-3;
    final int[] widths;
    final double[] inputs;
    final int[] labels;

    Workload(int batch, boolean isTanh, double momentum, int... widths) {
        this.batch = batch;
        this.isTanh = isTanh;
        this.momentum = momentum;
        this.widths = widths;
        SplittableRandom random = new SplittableRandom(1);
        inputs = random.doubles(batch * widths[0], -1, 1).toArray();
        labels = random.ints(batch, 0, widths[widths.length - 1]).toArray();
    }

    double[][] weights() {
        SplittableRandom random = new SplittableRandom(2);
        double[][] weights = new double[widths.length - 1][];
        Arrays.setAll(weights, layer -> {
            double bound = Math.sqrt(6.0 / (widths[layer] + widths[layer + 1]));
            return random.doubles(widths[layer] * widths[layer + 1], -bound, bound)
                    .toArray();
        });
        return weights;
    }

    double[][] biases() {
        return Arrays.stream(widths).skip(1).mapToObj(double[]::new).toArray(double[][]::new);
    }
}
