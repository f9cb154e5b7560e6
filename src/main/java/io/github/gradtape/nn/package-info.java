/**
 * Tiny networks: layers, models, losses and how to train them, on the engine's public face alone.
 *
 * <p>A {@link io.github.gradtape.nn.Layer} says how an output is computed and which parameters that takes; it holds none of their
 * values. A {@link io.github.gradtape.nn.Model} is a layer with values. Both never change: training makes new models.
 */
package io.github.gradtape.nn;
