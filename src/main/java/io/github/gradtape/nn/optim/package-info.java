/**
 * Optimizers: how parameters follow their gradients, one {@link io.github.gradtape.nn.optim.OptimizerState} after the other.
 *
 * <p>Everything an optimizer remembers is in the state, so that it can be saved, and training goes on as if it had not stopped.
 */
package io.github.gradtape.nn.optim;
