package io.github.gradtape.benchmark;

import java.util.Arrays;

/** A classifier and its training step by hand: flat arrays, all of them made beforehand, and no tape. */
final class HandWrittenNetwork {

    private final Workload workload;
    private final Loops loops;
    private final int batch;
    private final int[] widths;
    private final int layers;

    private final double[][] values;
    private final double[][] cotangents;
    final double[][] weights;
    final double[][] biases;
    private final double[][] weightGradients;
    private final double[][] biasGradients;
    private final double[][] weightVelocities;
    private final double[][] biasVelocities;

    HandWrittenNetwork(Workload workload, Loops loops) {
        this.workload = workload;
        this.loops = loops;
        batch = workload.batch;
        widths = workload.widths;
        layers = widths.length - 1;
        values = new double[layers + 1][];
        cotangents = new double[layers + 1][];
        for (int layer = 0; layer <= layers; layer++) {
            values[layer] = new double[batch * widths[layer]];
            cotangents[layer] = new double[batch * widths[layer]];
        }
        weights = workload.weights();
        biases = workload.biases();
        weightGradients = zerosLike(weights);
        biasGradients = zerosLike(biases);
        weightVelocities = zerosLike(weights);
        biasVelocities = zerosLike(biases);
    }

    private static double[][] zerosLike(double[]... arrays) {
        return Arrays.stream(arrays).map(array -> new double[array.length]).toArray(double[][]::new);
    }

    double step() {
        values[0] = workload.inputs;
        for (int layer = 0; layer < layers; layer++) {
            double[] y = values[layer + 1];
            loops.product(values[layer], false, weights[layer], false, y, batch, widths[layer], widths[layer + 1]);
            loops.addRow(biases[layer], y);
            if (layer < layers - 1) {
                if (workload.isTanh) {
                    loops.tanh(y);
                } else {
                    loops.relu(y);
                }
            }
        }
        double loss = loops.crossEntropy(values[layers], workload.labels, cotangents[layers]);
        for (int layer = layers - 1; layer >= 0; layer--) {
            pullBack(layer);
        }
        for (int layer = 0; layer < layers; layer++) {
            loops.descend(
                    weights[layer], weightVelocities[layer], weightGradients[layer], workload.rate, workload.momentum);
            loops.descend(biases[layer], biasVelocities[layer], biasGradients[layer], workload.rate, workload.momentum);
        }
        return loss;
    }

    private void pullBack(int layer) {
        int inputs = widths[layer];
        int outputs = widths[layer + 1];
        double[] yBar = cotangents[layer + 1];
        if (layer < layers - 1) {
            if (workload.isTanh) {
                loops.tanhPullback(values[layer + 1], yBar);
            } else {
                loops.reluPullback(values[layer + 1], yBar);
            }
        }
        loops.sumRows(yBar, biasGradients[layer]);
        loops.product(values[layer], true, yBar, false, weightGradients[layer], inputs, batch, outputs);
        if (layer > 0) {
            loops.product(yBar, false, weights[layer], true, cotangents[layer], batch, outputs, inputs);
        }
    }
}
