/**
 * Training: a {@link io.github.gradtape.nn.train.Trainer} fits a model to samples, {@link
 * io.github.gradtape.nn.train.Predictions} measure it, and a {@link io.github.gradtape.nn.train.Calibration} makes its
 * probabilities honest.
 */
package io.github.gradtape.nn.train;
