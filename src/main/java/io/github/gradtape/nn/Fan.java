package io.github.gradtape.nn;

import io.github.gradtape.tensor.Shape;

/** The numbers of inputs and outputs of a unit, by the shape of the weight. */
final class Fan {

    private Fan() {}

    static int in(Shape weight) {
        requireWeight(weight);
        return weight.size() / weight.extent(0);
    }

    static int out(Shape weight) {
        requireWeight(weight);
        return weight.size() / weight.extent(1);
    }

    private static void requireWeight(Shape weight) {
        if (weight.rank() < 2 || weight.size() == 0) {
            throw new IllegalArgumentException(
                    "a weight of shape " + weight
                            + " has no numbers of inputs and outputs to be scaled to: expected [outputs, inputs, …], none of them 0");
        }
    }
}
