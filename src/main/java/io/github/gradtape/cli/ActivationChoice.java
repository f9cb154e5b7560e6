package io.github.gradtape.cli;

import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Initialiser;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.LeakyRelu;
import java.util.Locale;

/** An activation by its name on the command line, with the start of weights that suits it. */
enum ActivationChoice {
    LINEAR(Activation.LINEAR, Initialiser.XAVIER),
    SIGMOID(Activation.SIGMOID, Initialiser.XAVIER),
    TANH(Activation.TANH, Initialiser.XAVIER),
    RELU(Activation.RELU, Initialiser.HE),
    LEAKY_RELU(new LeakyRelu(0.01), Initialiser.HE),
    GELU(Activation.GELU, Initialiser.HE),
    SILU(Activation.SILU, Initialiser.HE);

    @SuppressWarnings("ImmutableEnumChecker") // a layer never changes
    final Layer layer;

    @SuppressWarnings("ImmutableEnumChecker") // a constant of its interface
    final Initialiser initialiser;

    ActivationChoice(Layer layer, Initialiser initialiser) {
        this.layer = layer;
        this.initialiser = initialiser;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
