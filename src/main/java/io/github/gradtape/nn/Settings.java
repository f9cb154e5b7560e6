package io.github.gradtape.nn;

import io.github.gradtape.tape.Node;

/** Checks that the settings and inputs of layers share. */
final class Settings {

    private Settings() {}

    static void requirePositive(String layer, String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(layer + ": " + setting + " must be at least 1, was " + value);
        }
    }

    static void requireLastAxis(Layer layer, Node x, int extent) {
        if (x.shape().rank() == 0 || x.shape().extent(-1) != extent) {
            throw new IllegalArgumentException(
                    layer + " of " + x.shape() + ": the last axis must have extent " + extent);
        }
    }
}
